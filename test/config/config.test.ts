import { describe, expect, it } from 'vitest';

import { readConfig, type Config } from '../../src/config/config.ts';

const enough = {
  PUBLIC_URL: 'https://mcp.contoso.example',
  ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  ENTRA_CLIENT_ID: '3D9B6C1E-8F42-4B7A-A5D3-2C6E9F0B7A18',
  KEY_VAULT_URL: 'https://kv-portico.vault.azure.net',
};

function accepted(more: Record<string, string> = {}): Config {
  const result = readConfig({ ...enough, ...more });
  if (!result.ok) throw new Error(result.problems.join(' '));
  return result.config;
}

function problems(more: Record<string, string | undefined>): string {
  const result = readConfig({ ...enough, ...more });
  return result.ok ? '' : result.problems.join(' ');
}

const metadata = (host: string) =>
  JSON.stringify({
    issuer: `${host}/t/v2.0`,
    authorization_endpoint: `${host}/t/authorize`,
    token_endpoint: `${host}/t/token`,
    jwks_uri: `${host}/t/keys`,
    end_session_endpoint: `${host}/t/logout`,
  });

describe('readConfig', () => {
  it('fills in defaults for all but four settings', () => {
    expect(accepted()).toMatchObject({
      publicUrl: 'https://mcp.contoso.example',
      entra: { clientId: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18', credential: 'federated' },
      allowedTenants: ['7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20'],
      allowGuests: false,
      externalSend: 'confirm',
      toolsets: 'all',
      rateLimits: { perPerson: 120, perAddress: 60, failures: 30 },
      requestDeadlineSeconds: 45,
      port: 7071,
    });
  });

  it.each([
    'https://tools.contoso.example',
    'https://tools.contoso.example/ http://localhost:6274',
    'app://localhost, tauri://localhost, vscode-webview://1f0c, capacitor://localhost',
    'HTTPS://Tools.Contoso.example:443',
  ])('accepts the origins %s', (value) => {
    expect(problems({ ALLOWED_ORIGINS: value })).toBe('');
  });

  it.each([
    'null',
    '*',
    'https://*',
    'localhost:6274',
    'tools.contoso.example',
    'https://tools.contoso.example/page',
    'https://tools.contoso.example?x',
    'https://user@tools.contoso.example',
    'file://',
    'data:text/html,x',
    'app:localhost',
    'app://',
    'app://local host',
    'javascript://localhost',
    'https://',
  ])('refuses %s, which is not an origin, without repeating the value in the message', (value) => {
    const told = problems({ ALLOWED_ORIGINS: `app://localhost ${value}` });
    expect(told).toMatch(
      value === 'app://local host'
        ? /^ALLOWED_ORIGINS: entry 3/
        : /^ALLOWED_ORIGINS: entry 2 is not an origin/,
    );
    expect(told.split('Use only')[0]).not.toContain(value);
  });

  it('reports all problems at once and never throws', () => {
    const result = readConfig({ ENTRA_TENANT_ID: 'contoso', PORT: 'http', CLOUD: 'moon' });
    expect(result.ok || result.problems.join('\n')).toMatchInlineSnapshot(`
      "ENTRA_TENANT_ID must be a GUID.
      ENTRA_CLIENT_ID is missing: set it to the GUID that Entra shows on the app registration's overview page.
      CLOUD must be one of: public, usgov, usgovdod, china.
      PORT must be a whole number."
    `);
  });

  it('treats an empty value as absent', () => {
    expect(accepted({ READ_ONLY: '', TOOLSETS: ' ' })).toMatchObject({ readOnly: false, toolsets: 'all' });
  });

  it('takes the public URL from Azure by default', () => {
    const result = readConfig({
      ...enough,
      PUBLIC_URL: undefined,
      WEBSITE_HOSTNAME: 'func-portico.azurewebsites.net',
    });
    expect(result.ok && result.config.publicUrl).toBe('https://func-portico.azurewebsites.net');
  });

  it.each([
    ['http beyond this machine', 'http://mcp.contoso.example'],
    ['a path', 'https://mcp.contoso.example/mcp'],
    ['a user name', 'https://ana@mcp.contoso.example'],
    ['a host without a scheme', 'mcp.contoso.example'],
  ])('refuses %s as the public URL', (_what, value) => {
    expect(problems({ PUBLIC_URL: value })).toContain('PUBLIC_URL');
  });

  it.each([
    'https://mcp.contoso.example/',
    'http://localhost:7071',
    'http://127.0.0.1:7071',
    'http://[::1]:7071',
  ])('accepts %s as the public URL', (value) => {
    expect(accepted({ PUBLIC_URL: value }).publicUrl).toBe(value.replace(/\/$/, ''));
  });

  it.each([
    { KEY_VAULT_URL: 'http://127.0.0.1:9' },
    { STATE_TABLES_URL: 'http://127.0.0.1:9' },
    { STATE_TABLES_URL: 'UseDevelopmentStorage=true' },
    { GRAPH_URL: 'http://127.0.0.1:9' },
    { ENTRA_AUTHORITY_METADATA: metadata('http://127.0.0.1:9') },
  ])('accepts a plain-http upstream only if ALLOW_LOOPBACK_UPSTREAMS is set: %o', (setting) => {
    const [name] = Object.keys(setting);
    expect(problems(setting)).toContain(name);
    expect(problems({ ...setting, ALLOW_LOOPBACK_UPSTREAMS: 'true' })).toBe('');
  });

  it.each([
    { KEY_VAULT_URL: 'http://10.0.0.4' },
    { GRAPH_URL: 'http://graph.microsoft.com' },
    { ENTRA_AUTHORITY_METADATA: metadata('https://login.evil.example') },
    { ENTRA_AUTHORITY_METADATA: '{"issuer":' },
  ])('refuses an unsafe upstream even if ALLOW_LOOPBACK_UPSTREAMS is set: %o', (setting) => {
    expect(problems({ ...setting, ALLOW_LOOPBACK_UPSTREAMS: 'true' })).not.toBe('');
  });

  it.each([
    { GRAPH_URL: 'https://graph.evil.example' },
    { GRAPH_URL: 'https://graph.microsoft.us' },
    { GRAPH_URL: 'https://graph.microsoft.com:8443' },
    { GRAPH_URL: 'https://graph.microsoft.com', CLOUD: 'usgov' },
    { SPOTIFY_URL: 'https://spotify.evil.example' },
  ])(
    "refuses to send users' tokens to a host that is not the service's own, even if ALLOW_LOOPBACK_UPSTREAMS is set: %o",
    (setting) => {
      for (const allowed of ['off', 'on']) {
        const told = problems({ ...setting, ALLOW_LOOPBACK_UPSTREAMS: allowed });
        expect(told).toMatch(/^(GRAPH|SPOTIFY)_URL is only for stand-ins and .* Leave it out: /);
      }
    },
  );

  it("accepts the cloud's own Graph host, and stand-ins on loopback hosts", () => {
    expect(problems({ GRAPH_URL: 'https://graph.microsoft.com' })).toBe('');
    expect(problems({ GRAPH_URL: 'https://graph.microsoft.us/', CLOUD: 'usgov' })).toBe('');
    expect(problems({ GRAPH_URL: 'https://localhost:8443' })).toContain('ALLOW_LOOPBACK_UPSTREAMS');
    expect(problems({ GRAPH_URL: 'https://localhost:8443', ALLOW_LOOPBACK_UPSTREAMS: 'on' })).toBe('');
  });

  it.each([
    ['KEY_VAULT_URL', 'https://kv-portico.vault.azure.net/secrets/seal-root/4f1c', 'must be an origin'],
    ['GRAPH_URL', 'https://graph.microsoft.com/v1.0', 'must be an origin'],
    [
      'STATE_TABLES_URL',
      'https://st.table.core.windows.net/?sv=2024&sig=hunter2',
      'must not contain a query',
    ],
    ['KEY_VAULT_URL', 'https://ana:hunter2@kv-portico.vault.azure.net', 'a user name'],
  ])('refuses %s=%s without repeating a secret from the URL', (name, value, message) => {
    const told = problems({ [name]: value });
    expect(told).toContain(`${name} must`);
    expect(told).toContain(message);
    expect(told).not.toContain('hunter2');
  });

  it.each([
    ['https://st.blob.core.windows.net', 'https://st.table.core.windows.net'],
    ['https://st.dfs.core.windows.net/', 'https://st.table.core.windows.net'],
    ['https://st.queue.core.usgovcloudapi.net', 'https://st.table.core.usgovcloudapi.net'],
    ['https://st.z01.file.storage.azure.net', 'https://st.z01.table.storage.azure.net'],
    ['https://st.table.core.windows.net/porticocodes', 'https://st.table.core.windows.net'],
  ])('refuses %s as the table endpoint and names %s', (value, right) => {
    expect(problems({ STATE_TABLES_URL: value })).toMatch(new RegExp(`table endpoint .*: ${right}\\.$`));
  });

  it.each([
    { KEY_VAULT_URL: 'https://kv-portico.vault.azure.net/' },
    { STATE_TABLES_URL: 'https://st.table.core.windows.net' },
    { STATE_TABLES_URL: 'https://st.table.core.windows.net/' },
    { STATE_TABLES_URL: 'https://st.privatelink.table.core.windows.net' },
    { STATE_TABLES_URL: 'https://st-secondary.table.core.chinacloudapi.cn' },
    { STATE_TABLES_URL: 'https://my.blob.contoso.example' },
    { STATE_TABLES_URL: 'https://azurite.contoso.example/devstoreaccount1' },
  ])('accepts the upstream %o', (setting) => {
    expect(problems(setting)).toBe('');
  });

  it('requires a vault for a certificate', () => {
    const told = problems({
      KEY_VAULT_URL: undefined,
      SEAL_ROOT_FILE: '/run/secrets/root',
      ENTRA_CREDENTIAL: 'certificate',
    });
    expect(told).toBe('ENTRA_CREDENTIAL=certificate needs KEY_VAULT_URL: the vault holds the certificate.');
  });

  it('requires a source for the seal root and, if a client secret is used, for the client secret', () => {
    expect(problems({ KEY_VAULT_URL: undefined })).toContain('SEAL_ROOT_FILE');
    expect(problems({ KEY_VAULT_URL: undefined, SEAL_ROOT_FILE: '/run/secrets/root' })).toBe('');
    const mounted = {
      KEY_VAULT_URL: undefined,
      SEAL_ROOT_FILE: '/run/secrets/root',
      ENTRA_CREDENTIAL: 'secret',
    };
    expect(problems(mounted)).toContain('ENTRA_CLIENT_SECRET_FILE');
    expect(problems({ ...mounted, ENTRA_CLIENT_SECRET_FILE: '/run/secrets/client' })).toBe('');
  });

  it.each(['federated', 'certificate'])(
    'reports that a client secret file has no effect with the %s credential',
    (credential) => {
      const told = problems({
        ENTRA_CREDENTIAL: credential,
        ENTRA_CLIENT_SECRET_FILE: '/run/secrets/client',
      });
      expect(told).toBe(
        `ENTRA_CLIENT_SECRET_FILE has no effect with ENTRA_CREDENTIAL=${credential}: set ENTRA_CREDENTIAL=secret, or remove ENTRA_CLIENT_SECRET_FILE.`,
      );
    },
  );

  it('refuses a registration epoch in the future, which would lock out every new client', () => {
    const now = Date.parse('2026-11-21T09:00:00Z');
    const told = (value: string) => {
      const result = readConfig({ ...enough, REGISTRATION_EPOCH: value }, undefined, now);
      return result.ok ? '' : result.problems.join(' ');
    };
    expect([told('2026-11-21T09:00:00Z'), told('2026-11-21T10:59:00+02:00'), told('2026-11-21')]).toEqual([
      '',
      '',
      '',
    ]);
    for (const future of ['2026-11-21T09:00:01Z', '2026-11-21T09:30:00-01:00', '2026-11-22']) {
      expect(told(future)).toBe(
        'REGISTRATION_EPOCH is in the future, so no client could register until then. It is now 2026-11-21T09:00:00Z (UTC).',
      );
    }
  });

  it('reads client classes, and splits declared clients at the first equals sign', () => {
    const entries = 'claude.ai bot=https://bot.contoso.example/cb?a=b, bot=https://bot.contoso.example/two';
    const { classes, declared } = accepted({ ALLOWED_CLIENTS: entries }).allowedClients;
    expect(classes).toEqual(['claude.ai']);
    expect([...declared]).toEqual([
      ['bot', ['https://bot.contoso.example/cb?a=b', 'https://bot.contoso.example/two']],
    ]);
  });

  it.each(['=https://bot.contoso.example/cb', 'bot=', 'bot=/cb', '=', 'bot= https://bot.contoso.example/cb'])(
    'refuses the incomplete client %s',
    (entry) => {
      expect(problems({ ALLOWED_CLIENTS: `claude.ai ${entry}` })).toContain('ALLOWED_CLIENTS');
    },
  );

  it.each([
    ['usgov', 'https://graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
    ['usgovdod', 'https://dod-graph.microsoft.us', 'api://AzureADTokenExchangeUSGov'],
    ['china', 'https://microsoftgraph.chinacloudapi.cn', 'api://AzureADTokenExchangeChina'],
  ])('uses the right services for the %s cloud', (name, graph, tokenExchangeAudience) => {
    expect(accepted({ CLOUD: name }).cloud).toMatchObject({ graph, tokenExchangeAudience });
  });
});
