import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../src', import.meta.url));
const insecure =
  /allowInsecureConnection|disableChallengeResourceVerification|rejectUnauthorized|AzureNamedKeyCredential/;

async function filesWith(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name.endsWith('.ts') && pattern.test(await readFile(path, 'utf8'))) {
      found.push(path.slice(source.length + 1));
    }
  }
  return found.filter((path) => !path.startsWith('standins/')).sort();
}

describe('SDK options that weaken security', () => {
  it('occur only in two files that require a loopback host and the setting that allows loopback', async () => {
    const files = await filesWith(insecure);
    expect(files).toEqual(['secrets/key-vault.ts', 'state/table-clients.ts']);
    for (const file of files) {
      const text = await readFile(join(source, file), 'utf8');
      expect(text).toMatch(/loopback && .*isLoopback\(|loopback && protocol === 'http:' && isLoopback\(/);
    }
  });
});
