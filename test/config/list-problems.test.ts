import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';

const enough = {
  PUBLIC_URL: 'https://mcp.contoso.example',
  ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
  KEY_VAULT_URL: 'https://kv-portico.vault.azure.net',
};
const GUID = '0F0E0D0C-0B0A-4908-8706-050403020100';
const DIGEST = 'Qm9yZWQtZGlnZXN0LW9mLWEtcmVnaXN0cmF0aW9uLTE';

function problemsOf(settings: Record<string, string>): readonly string[] {
  const result = readConfig({ ...enough, ...settings });
  return result.ok ? [] : result.problems;
}

describe('a list setting', () => {
  it.each([
    ['ALLOWED_TENANTS', GUID],
    ['ALLOWED_DIRECT_CLIENTS', `${GUID}, ${enough.ENTRA_CLIENT_ID}`],
    ['AZURE_CLIENT_ID', GUID],
    [
      'ALLOWED_REDIRECT_URIS',
      'https://chat.contoso.example/cb?tenant=a https://chat.contoso.example/oauth/*',
    ],
    [
      'ALLOWED_REDIRECT_URIS',
      'com.contoso.app:/oauth claude://claude.ai/mcp-auth-callback http://localhost/cb',
    ],
    ['ALLOWED_REDIRECT_URIS', 'https://chat.contoso.example:8443/cb'],
    ['ALLOWED_CLIENTS', 'claude.ai localhost https://claude.ai chat.contoso.example:8443 cursor://anysphere'],
    ['ALLOWED_CLIENTS', 'bot=https://bot.contoso.example/cb bot=http://127.0.0.1/cb'],
    ['DENIED_CLIENTS', `claude.ai localhost https://claude.ai com.contoso.app:// bot ${DIGEST} ${GUID}`],
    ['DENIED_CLIENTS', 'https://claude.ai/oauth/Client-Metadata.json'],
    ['DENIED_CLIENTS', 'https://chat_1.contoso.example [2001:db8::1]:8443 xn--mnchen-3ya.example'],
  ])('named %s accepts the entries %s', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([]);
  });

  it.each([
    ['ALLOWED_TENANTS', `${GUID} contoso.example`, /^ALLOWED_TENANTS: entry 2 is not a GUID\. .*domain name/],
    ['ALLOWED_DIRECT_CLIENTS', 'Teams', /^ALLOWED_DIRECT_CLIENTS: entry 1 is not a GUID/],
    ['AZURE_CLIENT_ID', 'id-portico', /^AZURE_CLIENT_ID must be a GUID/],
    ['ALLOWED_REDIRECT_URIS', '*', /entry 1 has a \* too early/],
    ['ALLOWED_REDIRECT_URIS', 'https://chat.contoso.example*', /entry 1 has a \* too early/],
    ['ALLOWED_REDIRECT_URIS', 'https://*.contoso.example/cb', /entry 1 has a \* that is not at its end/],
    ['ALLOWED_REDIRECT_URIS', 'https://*.contoso.example/*', /entry 1 has a \* that is not at its end/],
    ['ALLOWED_REDIRECT_URIS', 'chat.contoso.example', /entry 1 is not a redirect URI/],
    ['ALLOWED_REDIRECT_URIS', 'chat.contoso.example:8443/cb', /entry 1 is not a redirect URI/],
    ['ALLOWED_REDIRECT_URIS', 'https://chat.contoso.example/cb#a', /entry 1 is not a redirect URI/],
    ['ALLOWED_REDIRECT_URIS', 'http://chat.contoso.example/cb', /entry 1 begins with http:\/\//],
    ['ALLOWED_REDIRECT_URIS', 'https://Chat.contoso.example/cb', /entry 1 must have its scheme and host/],
    ['ALLOWED_CLIENTS', 'claude.ai bot=https://bot.contoso.example/*', /entry 2 has a \*/],
    ['ALLOWED_CLIENTS', 'bot=http://bot.contoso.example/cb', /entry 1 begins with http:\/\//],
    ['ALLOWED_CLIENTS', 'localhost https://claude.ai/', /entry 2 is not a client class/],
    ['ALLOWED_CLIENTS', '*.contoso.example', /entry 1 is not a client class/],
    [
      'ALLOWED_CLIENTS',
      'any',
      /entry 1 is not a client class\. To allow every client, leave ALLOWED_CLIENTS empty\./,
    ],
    ['ALLOWED_CLIENTS', 'All', /To allow every client, leave/],
    ['ALLOWED_CLIENTS', '*', /To allow every client, leave/],
    ['ALLOWED_CLIENTS', '127.0.0.1', /entry 1 is not a client class.*localhost for programs/],
    ['ALLOWED_CLIENTS', 'http://localhost', /entry 1 is not a client class/],
    ['DENIED_CLIENTS', 'localhost claude.ai/api/mcp/auth_callback', /entry 2 is neither/],
    ['DENIED_CLIENTS', 'https://claude.ai/', /entry 1 is neither/],
    ['DENIED_CLIENTS', 'https://Claude.ai/oauth/client.json', /entry 1 is neither/],
    ['DENIED_CLIENTS', 'localhost:33418', /entry 1 is neither/],
    ['DENIED_CLIENTS', 'claude.ai:443', /entry 1 is neither.+without .*the port 443/],
    ['ALLOWED_CLIENTS', 'https://claude.ai:443', /entry 1 is not a client class.+without .*the port 443/],
    ['DENIED_CLIENTS', '"claude.ai, chatgpt.com"', /entry 1 is neither.+without .*quotation marks/],
    ['DENIED_CLIENTS', "'claude.ai'", /entry 1 is neither/],
    ['DENIED_CLIENTS', 'claude.ai;chatgpt.com', /entry 1 is neither/],
    ['DENIED_CLIENTS', 'https://münchen.example', /entry 1 is neither/],
    ['ALLOWED_CLIENTS', '["claude.ai","localhost"]', /entry 1 is not a client class/],
    ['TOOLSETS', ' , ', /^TOOLSETS contains no names/],
    ['ENABLED_TOOLS', ',', /^ENABLED_TOOLS contains no names/],
  ])('named %s is refused if an entry could never match: %s', (name, value, message) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringMatching(message)]);
    expect(problems[0]).toContain(name);
  });

  it('is refused without repeating the invalid entry, because the entry could be a secret', () => {
    const names = ['ALLOWED_TENANTS', 'ALLOWED_REDIRECT_URIS', 'DENIED_CLIENTS', 'ALLOWED_CLIENTS'];
    const problems = problemsOf(Object.fromEntries(names.map((name) => [name, 'hunter2*'])));
    expect(problems).toHaveLength(names.length);
    expect(problems.join(' ')).not.toContain('hunter2');
  });

  it('named DENIED_CLIENTS accepts any declared id', () => {
    const declared = 'bot(1)=https://bot.contoso.example/cb';
    expect(problemsOf({ ALLOWED_CLIENTS: declared, DENIED_CLIENTS: 'bot(1)' })).toEqual([]);
    expect(problemsOf({ ALLOWED_CLIENTS: declared, DENIED_CLIENTS: 'bot(2)' })).toHaveLength(1);
  });

  it('ignores case in client classes but not in client ids', () => {
    const result = readConfig({
      ...enough,
      ALLOWED_CLIENTS: 'Claude.ai Bot=https://bot.contoso.example/cb',
      DENIED_CLIENTS: `ChatGPT.com HTTPS://Evil.example Bot ${DIGEST} https://claude.ai/oauth/Client.json`,
    });
    expect(result.ok && result.config.allowedClients.classes).toEqual(['claude.ai']);
    expect(result.ok && result.config.deniedClients).toEqual([
      'chatgpt.com',
      'https://evil.example',
      'Bot',
      DIGEST,
      'https://claude.ai/oauth/Client.json',
    ]);
  });
});
