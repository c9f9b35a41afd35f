import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const dockerfile = readFileSync(fileURLToPath(new URL('../../Dockerfile', import.meta.url)), 'utf8');

describe('the Dockerfile', () => {
  it('uses only the health check options that buildah 1.28 and Podman 4.3 of Debian 12 accept', () => {
    const [, options = ''] = /^HEALTHCHECK((?: --\S+)+)/m.exec(dockerfile) ?? [];
    const names = [...options.matchAll(/--([\w-]+)=/g)].map(([, name]) => name);
    expect(names.toSorted()).toEqual(['interval', 'retries', 'start-period', 'timeout']);
  });
});
