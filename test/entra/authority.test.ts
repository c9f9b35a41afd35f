import { describe, expect, it } from 'vitest';

import { readConfig, type Config } from '../../src/config/config.ts';
import { adminConsentUrl, endpointsOf, graphScope, ownScope } from '../../src/entra/authority.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';
const APP = '22222222-2222-4222-8222-222222222222';

function configOf(settings: Record<string, string>): Config {
  const result = readConfig({
    PUBLIC_URL: 'https://mcp.contoso.example',
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: APP,
    KEY_VAULT_URL: 'https://vault.example',
    ...settings,
  });
  if (!result.ok) throw new Error(result.problems.join(' '));
  return result.config;
}

describe('the endpoints for a tenant', () => {
  it.each([
    ['public', 'https://login.microsoftonline.com', 'https://graph.microsoft.com'],
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us'],
    ['usgovdod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us'],
    ['china', 'https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn'],
  ])('match the %s cloud', (cloud, login, graph) => {
    const config = configOf({ CLOUD: cloud });
    expect(endpointsOf(config, TENANT)).toEqual({
      authority: `${login}/${TENANT}`,
      metadata: undefined,
      issuer: `${login}/${TENANT}/v2.0`,
      jwksUri: `${login}/${TENANT}/discovery/v2.0/keys`,
      logout: `${login}/${TENANT}/oauth2/v2.0/logout`,
      adminConsent: `${login}/${TENANT}/v2.0/adminconsent`,
    });
    expect(graphScope(config)).toBe(`${graph}/.default`);
    expect(ownScope(config)).toBe(`${APP}/access_as_user`);
    expect(adminConsentUrl(config, TENANT)).toBe(
      `${login}/${TENANT}/v2.0/adminconsent?client_id=${APP}&scope=${encodeURIComponent(`${graph}/.default`)}` +
        '&redirect_uri=https%3A%2F%2Fmcp.contoso.example%2Fcallback',
    );
  });

  it('point to a stand-in only if loopback upstreams are allowed', () => {
    const origin = 'http://127.0.0.1:5000';
    const metadata = JSON.stringify({
      issuer: `${origin}/${TENANT}/v2.0`,
      authorization_endpoint: `${origin}/${TENANT}/oauth2/v2.0/authorize`,
      token_endpoint: `${origin}/${TENANT}/oauth2/v2.0/token`,
      jwks_uri: `${origin}/${TENANT}/discovery/v2.0/keys`,
      end_session_endpoint: `${origin}/${TENANT}/oauth2/v2.0/logout`,
    });
    const settings = { ENTRA_AUTHORITY_METADATA: metadata, ALLOW_LOOPBACK_UPSTREAMS: 'on' };
    const open = configOf(settings);
    expect(endpointsOf(open, TENANT).jwksUri).toBe(`${origin}/${TENANT}/discovery/v2.0/keys`);
    expect(endpointsOf(open, APP).issuer).toBe(`${origin}/${APP}/v2.0`);
    const closed = { ...open, loopbackUpstreams: false };
    expect(endpointsOf(closed, TENANT).jwksUri).toMatch(/^https:\/\/login\.microsoftonline\.com\//);
  });
});
