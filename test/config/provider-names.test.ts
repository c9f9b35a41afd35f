import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';

const base = {
  PUBLIC_URL: 'https://mcp.contoso.example',
  ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
  KEY_VAULT_URL: 'https://vault.contoso.example',
};
const problemsWith = (settings: Record<string, string>) => {
  const read = readConfig({ ...base, ...settings });
  return read.ok ? [] : read.problems;
};

describe('a provider of linked accounts', () => {
  it('is off by default', () => {
    expect(readConfig(base)).toMatchObject({ ok: true, config: { providers: {} } });
  });

  it('is on if its client id is set', () => {
    expect(readConfig({ ...base, SPOTIFY_CLIENT_ID: 'abc123' })).toMatchObject({
      ok: true,
      config: { providers: { spotify: { clientId: 'abc123', url: undefined } } },
    });
  });

  it.each([
    [{ SPOTIFY_CLIENT_ID: 'not an id' }, 'must be the client id'],
    [{ LEGACY_TOOL_NAMES: 'spotify' }, 'LEGACY_TOOL_NAMES=spotify requires SPOTIFY_CLIENT_ID'],
    [
      { SPOTIFY_CLIENT_ID: 'abc123', KEY_VAULT_URL: '', SEAL_ROOT_FILE: '/run/root' },
      'SPOTIFY_CLIENT_ID requires KEY_VAULT_URL',
    ],
    [{ SPOTIFY_URL: 'http://127.0.0.1:7085' }, 'requires ALLOW_LOOPBACK_UPSTREAMS=true'],
    [
      { SPOTIFY_URL: 'http://spotify.example', ALLOW_LOOPBACK_UPSTREAMS: 'true' },
      'SPOTIFY_URL must begin with https://',
    ],
  ])('is refused if the settings include %j', (settings, words) => {
    expect(problemsWith(settings)).toEqual([expect.stringContaining(words)]);
  });

  it('can be a stand-in on loopback', () => {
    const settings = { SPOTIFY_URL: 'http://127.0.0.1:7085', ALLOW_LOOPBACK_UPSTREAMS: 'true' };
    expect(problemsWith(settings)).toEqual([]);
  });
});
