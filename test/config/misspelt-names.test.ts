import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';

const enough = {
  PUBLIC_URL: 'https://mcp.contoso.example',
  ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
  KEY_VAULT_URL: 'https://kv-portico.vault.azure.net',
};

describe('a setting that restricts what Portico does', () => {
  it.each([
    ['READONLY', 'READ_ONLY'],
    ['read_only', 'READ_ONLY'],
    ['Read-Only', 'READ_ONLY'],
    ['TOOLSET', 'TOOLSETS'],
    ['ENABLED_TOOL', 'ENABLED_TOOLS'],
    ['EXTERNALSEND', 'EXTERNAL_SEND'],
    ['DENIED_CLIENT', 'DENIED_CLIENTS'],
    ['ALLOWED_CLIENT', 'ALLOWED_CLIENTS'],
    ['ALLOW_CLIENTS', 'ALLOWED_CLIENTS'],
    ['ALLOW_REDIRECT_URI', 'ALLOWED_REDIRECT_URIS'],
    ['DENY_CLIENTS', 'DENIED_CLIENTS'],
    ['ENABLE_TOOLS', 'ENABLED_TOOLS'],
    ['RATE_LIMIT_PERPERSON', 'RATE_LIMIT_PER_PERSON'],
  ])('is reported if its name is written as %s', (name, right) => {
    for (const more of [{ [name]: 'on' }, { [name]: 'on', [right]: '' }])
      expect(readConfig({ ...enough, ...more })).toEqual({
        ok: false,
        problems: [`${name} is not a setting and has no effect. The setting is called ${right}.`],
      });
  });

  it.each([
    ['', 'READONLY'],
    [undefined, 'READONLY'],
    ['on', 'READ_ONLY'],
    ['on', 'READER'],
    ['on', 'ALLOW_GUESTS'],
    ['8080', 'PORTS'],
    ['info', 'LOGLEVEL'],
    ['x', 'TOOLSETS_DIR'],
  ])('is not reported: %j in %s', (value, name) => {
    expect(readConfig({ ...enough, [name]: value }).ok).toBe(true);
  });
});
