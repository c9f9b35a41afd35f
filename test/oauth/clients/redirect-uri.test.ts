import { describe, expect, it } from 'vitest';

import {
  allowListProblem,
  isAllowedUri,
  knownClientOf,
} from '../../../src/oauth/clients/redirect-allow-list.ts';
import {
  parseRedirectUri,
  redirectUriMatches,
  redirectWith,
} from '../../../src/oauth/clients/redirect-uri.ts';
import { redirectUri } from '../../kit/oauth/redirect-uris.ts';

const allowed = [
  'https://chat.contoso.example/api/mcp/portico/oauth/callback',
  'https://agents.contoso.example/callbacks/*',
  'com.contoso.agent:/oauth',
];

/** Returns why a redirect URI is malformed or not covered by the allow-list. */
function problemOf(text: string, list: readonly string[] = allowed): string | undefined {
  const parsed = parseRedirectUri(text);
  return 'problem' in parsed ? parsed.problem : allowListProblem(parsed.uri, list);
}

describe('a redirect URI', () => {
  it.each([
    'http://localhost:33423/callback',
    'http://127.0.0.1:33497/',
    'http://127.0.0.1:19876/mcp/oauth/callback',
    'http://[::1]:8000/callback',
    'http://localhost:6274/oauth/callback/debug',
    'https://claude.ai/api/mcp/auth_callback',
    'https://claude.com/api/mcp/auth_callback',
    'https://chatgpt.com/connector/oauth/aB3-x_9',
    'https://chatgpt.com/connector_platform_oauth_redirect',
    'https://global.consent.azure-apim.net/redirect/new-5fportico-5f1a2b',
    'https://teams.microsoft.com/api/platform/v1.0/oAuthRedirect',
    'https://vscode.dev/redirect',
    'https://insiders.vscode.dev/redirect',
    'cursor://anysphere.cursor-mcp/oauth/callback',
    'https://www.cursor.com/agents/mcp/oauth/callback',
    'https://oauth.n8n.cloud/oauth2/callback',
    'https://chat.contoso.example/api/mcp/portico/oauth/callback',
    'https://agents.contoso.example/callbacks/one/two',
    'com.contoso.agent:/oauth',
  ])('can be %s', (uri) => {
    expect(problemOf(uri)).toBeUndefined();
  });

  it.each([
    'https://evil.example/callback',
    'https://claude.ai/api/mcp/auth_callback/',
    'https://claude.ai/api/mcp/auth_callback?next=https://evil.example',
    'https://claude.ai.evil.example/api/mcp/auth_callback',
    'https://claude.ai:8443/api/mcp/auth_callback',
    'HTTPS://claude.ai/api/mcp/auth_callback',
    'https://user@claude.ai/api/mcp/auth_callback',
    'https://claude.ai@evil.example/api/mcp/auth_callback',
    'https://@claude.ai/api/mcp/auth_callback',
    'https://localhost:1234/callback',
    'https://chatgpt.com/connector/oauth/',
    'https://chatgpt.com/connector/oauth/../../evil',
    'https://chatgpt.com/connector/oauth/..%2f..%2fevil',
    'https://chatgpt.com/connector/oauth/%2e%2e/evil',
    'https://chatgpt.com/connector/oauth/x?code=stolen',
    'https://chatgpt.com/connector/oauth/x//evil',
    String.raw`https://chatgpt.com/connector/oauth/x\evil`,
    'https://global.consent.azure-apim.net/redirectevil',
    'https://agents.contoso.example/callbacksevil',
    'http://evil.example/callback',
    'http://localhost.evil.example/callback',
    'http://127.0.0.1.evil.example/callback',
    'http://localhost@evil.example/callback',
    'http:localhost/callback',
    'http://@localhost:1234/callback',
    'http://localhost:1234/callback#fragment',
    'http://localhost:1234/callback#',
    'http://local\thost:1234/callback',
    'http://localhost:1234/call\r\nback',
    ' http://localhost:1234/callback',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,hello',
    'file:///etc/passwd',
    'vbscript:msgbox',
    'about:blank',
    'vscode://evil.extension/callback',
    'cursor://anysphere.cursor-mcp/oauth/callback/../evil',
    'com.contoso.agent:/other',
    '/callback',
    'callback',
    '',
    `http://localhost:1234/${'a'.repeat(512)}`,
  ])('cannot be %j', (uri) => {
    expect(problemOf(uri)).toMatch(/^(A|The scheme of a) redirect URI .+\.$/);
  });

  it.each([
    'https://user@claude.ai/cb',
    'https://@claude.ai/cb',
    'https:///user@claude.ai/cb',
    'https:///:secret@claude.ai/cb',
    'cursor://user:secret@anysphere.cursor-mcp/cb',
  ])('cannot have a user name, as in %s', (uri) => {
    expect(parseRedirectUri(uri)).toEqual({ problem: 'A redirect URI must not contain a user name.' });
  });

  it('can have at most 512 characters', () => {
    const long = (length: number) => 'http://localhost:1234/'.padEnd(length, 'a');
    expect(problemOf(long(512), [])).toBeUndefined();
    expect(problemOf(long(513), [])).toMatch(/at most 512 characters long/);
  });

  it('does not appear in the error', () => {
    expect(problemOf('https://evil.example/<script>', [])).not.toContain('evil');
  });

  it.each([
    ['http://localhost:1234/callback', 'http://localhost:99/callback', true],
    ['http://127.0.0.1:5000/', 'http://127.0.0.1/', true],
    ['http://localhost:1234/callback', 'http://127.0.0.1:1234/callback', false],
    ['http://localhost:1234/callback', 'http://localhost:1234/other', false],
    ['http://localhost:1234/callback?a=1', 'http://localhost:1234/callback', false],
    ['https://claude.ai/api/mcp/auth_callback', 'https://claude.ai/api/mcp/auth_callback', true],
    ['https://Claude.AI/api/mcp/auth_callback', 'https://claude.ai/api/mcp/auth_callback', true],
    ['https://claude.ai/API/mcp/auth_callback', 'https://claude.ai/api/mcp/auth_callback', false],
    ['https://claude.ai:444/api/mcp/auth_callback', 'https://claude.ai/api/mcp/auth_callback', false],
    ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback', false],
  ])('%s matches the registered %s: %s', (requested, registered, matches) => {
    expect(redirectUriMatches(redirectUri(requested), redirectUri(registered))).toBe(matches);
  });

  it('is not allowed by a rule that has no host or no path', () => {
    for (const rule of ['*', 'https://*', 'https:*', 'https://contoso.example*', 'javascript:*']) {
      expect(isAllowedUri(redirectUri('https://contoso.example/callback'), [rule])).toBe(false);
    }
    expect(isAllowedUri(redirectUri('https://contoso.example/callback'), ['https://contoso.example/*'])).toBe(
      true,
    );
  });

  it('is recognised if it belongs to a known client', () => {
    expect(knownClientOf(redirectUri('https://claude.ai/api/mcp/auth_callback'))).toBe('Claude');
    expect(knownClientOf(redirectUri('http://localhost:1/callback'))).toBeUndefined();
  });

  it.each([
    ['https://grok.com/connectors-oauth-exchange-code/', 'Grok'],
    ['https://console.x.ai/connectors-oauth-exchange-code/', 'Grok'],
    ['https://www.perplexity.ai/rest/connections/oauth_callback', 'Perplexity'],
    ['https://enterprise.perplexity.ai/rest/connections/oauth_callback', 'Perplexity'],
    ['https://callback.mistral.ai/v1/integrations_auth/oauth2_callback', 'Mistral Le Chat'],
    ['https://api.devin.ai/mcp/oauth/callback', 'Devin'],
    ['https://www.make.com/oauth/cb/mcp', 'Make'],
  ])('%s belongs to %s, but no similar URI does', (uri, client) => {
    expect(knownClientOf(redirectUri(uri))).toBe(client);
    const similar = [
      `${uri}x`,
      `${uri}?a=b`,
      uri.replace('https://', 'https://x.'),
      uri.replace(/\/$|.$/, ''),
    ];
    for (const other of similar) expect(isAllowedUri(redirectUri(other), [])).toBe(false);
  });

  it.each([
    ['http://localhost:1234/callback', 'localhost'],
    ['http://127.0.0.1:9/', 'localhost'],
    ['https://claude.ai/api/mcp/auth_callback', 'claude.ai'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp'],
    ['com.Contoso.chat://OAuth/callback', 'com.contoso.chat://oauth'],
  ])('%s has the class %s', (uri, expected) => {
    expect(redirectUri(uri).clientClass).toBe(expected);
  });

  it('gets the response appended to its query', () => {
    const answer = { code: 'a&b', state: undefined, iss: 'https://x.example' };
    expect(redirectWith('http://localhost:1/cb', answer)).toBe(
      'http://localhost:1/cb?code=a%26b&iss=https%3A%2F%2Fx.example',
    );
    expect(redirectWith('http://localhost:1/cb?a=b%20c', { code: 'x' })).toBe(
      'http://localhost:1/cb?a=b%20c&code=x',
    );
    expect(redirectWith('http://localhost:1/cb', { state: undefined })).toBe('http://localhost:1/cb');
  });
});
