import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const dockerfile = readFileSync(fileURLToPath(new URL('../../Dockerfile', import.meta.url)), 'utf8');

describe('the Dockerfile', () => {
  it('uses only health check options that buildah 1.28 and Podman 4.3 in Debian 12 accept', () => {
    const [, options = ''] = /^HEALTHCHECK((?: --\S+)+)/m.exec(dockerfile) ?? [];
    const names = new Set([...options.matchAll(/--([\w-]+)=/g)].map(([, name]) => name));
    expect(names).toEqual(new Set(['interval', 'timeout', 'start-period', 'retries']));
  });

  it('makes only the demo listen on all addresses by default, because a published port cannot reach loopback', () => {
    const stages = dockerfile.split(/^FROM /m);
    expect(stages.filter((stage) => /^ENV HOST=0\.0\.0\.0$/m.test(stage)).map(nameOf)).toEqual(['demo']);
  });
});

function nameOf(stage: string): string | undefined {
  return /^\S+ AS (\w+)/.exec(stage)?.[1];
}
