import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { HttpError } from '../../src/errors.ts';
import { createFileVault } from '../../src/secrets/mounted-files.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';
import { openVault } from '../../src/secrets/open-vault.ts';

describe('a mounted-file vault', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-files-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const mounted = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('returns a file as one version, named after its content, without the trailing line break', async () => {
    const path = await mounted('secret', 'hush \n');
    const [version, ...others] = await createFileVault({ secret: path }).versions('secret');
    expect(others).toEqual([]);
    expect(version).toMatchObject({ value: 'hush', version: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(version?.createdAt).toBeGreaterThan(0);
  });

  it('reads a file again when it has been replaced', async () => {
    const path = await mounted('rotated', 'old');
    const vault = createFileVault({ secret: path });
    const [before] = await vault.versions('secret');
    expect(await vault.versions('secret')).toEqual([before]);
    await rename(await mounted('rotated.new', 'new one'), path);
    const [after] = await vault.versions('secret');
    expect(after?.value).toBe('new one');
    expect(after?.version).not.toBe(before?.version);
  });

  it.each<[string, string | Uint8Array]>([
    ['base64', Buffer.alloc(32, 200).toString('base64')],
    ['raw bytes', Buffer.alloc(32, 200)],
  ])('accepts a root as %s', async (form, content) => {
    const path = await mounted(`root-${form}`, content);
    const vault = createFileVault({ 'seal-root': path });
    const ring = createKeyRing({ vault, name: 'seal-root', now: () => 0 });
    expect(Buffer.from((await ring.sealing()).root)).toEqual(Buffer.alloc(32, 200));
  });

  it('returns an empty list for a name without a file', async () => {
    expect(await createFileVault({}).versions('secret')).toEqual([]);
    expect(await createFileVault({}).versions('constructor')).toEqual([]);
  });

  it('takes precedence over Key Vault for secrets that are mounted', async () => {
    const settings = {
      PUBLIC_URL: 'https://mcp.contoso.example',
      ENTRA_TENANT_ID: '11111111-1111-4111-8111-111111111111',
      ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
      ENTRA_CREDENTIAL: 'secret',
      SEAL_ROOT_FILE: await mounted('mounted-root', 'r'.repeat(32)),
      ENTRA_CLIENT_SECRET_FILE: await mounted('mounted-secret', 'hush'),
    };
    const read = readConfig(settings);
    if (!read.ok) throw new Error(read.problems.join(' '));
    const identity = () => Promise.reject(new Error('there is no identity'));
    const files = openVault({ config: read.config, identity });
    expect((await files.versions('seal-root'))[0]?.value).toBe('r'.repeat(32));
    expect((await files.versions('entra-client-secret'))[0]?.value).toBe('hush');
    expect(await files.versions('entra-client-certificate')).toEqual([]);
    const both = openVault({ config: { ...read.config, keyVaultUrl: 'https://vault.example' }, identity });
    expect((await both.versions('seal-root'))[0]?.value).toBe('r'.repeat(32));
    await expect(both.versions('entra-client-certificate')).rejects.toMatchObject({
      dependency: 'Key Vault',
    });
  });

  it('explains what to correct if the file is missing or far too large', async () => {
    const missing = createFileVault({ secret: join(folder, 'nowhere') });
    await expect(missing.versions('secret')).rejects.toBeInstanceOf(HttpError);
    await expect(missing.versions('secret')).rejects.toThrow(
      /Cannot read the file for secret secret \(ENOENT\): mount it/,
    );
    const large = createFileVault({ secret: await mounted('large', 'x'.repeat(70_000)) });
    await expect(large.versions('secret')).rejects.toThrow(/larger than 65536 bytes/);
  });

  it('recovers once the file exists', async () => {
    const vault = createFileVault({ secret: join(folder, 'late') });
    await expect(vault.versions('secret')).rejects.toThrow();
    await mounted('late', 'here');
    expect((await vault.versions('secret'))[0]?.value).toBe('here');
  });
});
