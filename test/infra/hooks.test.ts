import { afterEach, describe, expect, it } from 'vitest';

import { permissionId } from './azure/directory.ts';
import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

const application = () => world.directory.applications[0]!;
const permissions = () => {
  const [toGraph] = application().requiredResourceAccess ?? [];
  return toGraph?.resourceAccess.map(({ id }) => id).toSorted();
};
const text = () => world.printed.join('\n');

describe('the first azd up', () => {
  it('creates one application, a federated credential for the identity, and a seal root in the vault', async () => {
    world = await startPortico();
    expect(await world.up()).toBeUndefined();
    expect(world.directory.applications).toHaveLength(1);
    expect(application()).toMatchObject({
      displayName: 'Portico (prod)',
      uniqueName: `portico-${world.env['PORTICO_SUFFIX']}`,
      signInAudience: 'AzureADMyOrg',
      identifierUris: [`api://${application().appId}`],
      web: { redirectUris: ['callback', 'logout'].map((path) => `${world.env['PORTICO_URL']}/${path}`) },
      api: { requestedAccessTokenVersion: 2 },
    });
    expect(application().api?.oauth2PermissionScopes?.[0]?.value).toBe('access_as_user');
    expect(world.directory.principals.map((one) => one.appId)).toContain(application().appId);
    expect(world.directory.credentials).toMatchObject([
      {
        issuer: 'https://login.microsoftonline.com/22222222-2222-4222-8222-222222222222/v2.0',
        subject: world.env['IDENTITY_PRINCIPAL_ID'],
        audiences: ['api://AzureADTokenExchange'],
      },
    ]);
    const [root] = world.azure.vaults.get(world.env['AZURE_KEY_VAULT_NAME']!)!.secrets.get('seal-root')!;
    expect(Buffer.from(root!, 'base64')).toHaveLength(32);
  });

  it('registers the resource providers and waits for them', async () => {
    world = await startPortico({ NETWORK: 'private' });
    expect(await world.up()).toBeUndefined();
    expect([...world.azure.providers.keys()]).toEqual(
      expect.arrayContaining(['Microsoft.App', 'Microsoft.Network']),
    );
  });

  it('registers the Front Door resource provider only for a custom domain', async () => {
    world = await startPortico({ CUSTOM_DOMAIN: 'mcp.contoso.com' });
    await world.run('preprovision');
    expect([...world.azure.providers.keys()]).toContain('Microsoft.Cdn');
    await world.close();
    world = await startPortico();
    await world.run('preprovision');
    expect([...world.azure.providers.keys()]).not.toContain('Microsoft.Cdn');
  });

  it('uses the public cloud if CLOUD is empty', async () => {
    world = await startPortico({ CLOUD: '' });
    expect(await world.run('preprovision')).toBeUndefined();
  });

  it('prints how to connect each client and the link for admin consent', async () => {
    world = await startPortico();
    await world.up();
    expect(text()).toContain(`MCP URL: ${world.env['MCP_URL']}`);
    expect(text()).toContain(`Connector files for ${world.env['PORTICO_URL']}`);
    for (const client of [
      'Copilot Studio',
      'Claude',
      'ChatGPT',
      'VS Code',
      'Cursor',
      'LibreChat',
      'Gemini CLI',
    ])
      expect(text()).toContain(client);
    expect(text()).toMatch(/adminconsent\?client_id=[0-9a-f-]{36}&scope=/);
  });

  it('grants admin consent with ENTRA_ADMIN_CONSENT=true', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' });
    await world.up();
    expect(world.directory.grants).toMatchObject([
      { consentType: 'AllPrincipals', resourceId: 'graph-principal' },
    ]);
    expect(world.directory.grants[0]!.scope).toContain('Mail.Send');
    expect(text()).not.toContain('adminconsent');
  });

  it('never prints or stores the seal root', async () => {
    world = await startPortico({ ROTATE_SEAL_ROOT: 'true' });
    await world.up();
    await world.up();
    expect(world.roots.length).toBeGreaterThan(0);
    const recorded = JSON.stringify([world.printed, world.azdCalls, world.requests, world.env]);
    for (const root of world.roots) {
      expect(recorded).not.toContain(root);
      expect(recorded).not.toContain(Buffer.from(root, 'base64').toString('hex'));
    }
  });
});

describe('a second azd up', () => {
  it('writes nothing', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true', BUDGET_AMOUNT: '100' });
    await world.up();
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.writes.slice(before)).toEqual([]);
  });

  it.each([
    ['does not ask', 'that the granted ones include', { before: '', after: 'on' }],
    ['asks', 'beyond the granted ones', { before: 'on', after: '' }],
  ])('%s for consent if the tools need permissions %s', async (what, _which, { before, after }) => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true', READ_ONLY: before });
    await world.up();
    Object.assign(world.env, { ENTRA_ADMIN_CONSENT: '', READ_ONLY: after });
    world.printed.length = 0;
    await world.up();
    expect(text().includes('adminconsent')).toBe(what === 'asks');
  });

  it('replaces granted permissions with the same number of narrower permissions if ENTRA_ADMIN_CONSENT=true', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true', ENABLED_TOOLS: 'move_message' });
    await world.up();
    const scopes = () => world.directory.grants[0]!.scope.split(' ');
    expect(scopes()).toContain('Mail.ReadWrite');
    const before = scopes().length;
    world.env['ENABLED_TOOLS'] = 'get_message';
    await world.up();
    expect(scopes()).toContain('Mail.Read');
    expect(scopes()).not.toContain('Mail.ReadWrite');
    expect(scopes()).toHaveLength(before);
  });

  it('keeps the month in which the budget began', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.up();
    world.clock.pass(40 * 24 * 3_600_000);
    await world.up();
    expect(world.env['BUDGET_START']).toBe('2026-11-01');
  });

  it('updates the permissions when the toolsets change, and removes permissions that are no longer needed', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' });
    await world.up();
    expect(permissions()).toContain(permissionId('Files.ReadWrite.All'));
    world.env['TOOLSETS'] = 'mail';
    world.env['READ_ONLY'] = 'on';
    await world.up();
    for (const name of ['Mail.Read', 'offline_access']) expect(permissions()).toContain(permissionId(name));
    for (const name of ['Mail.Send', 'Files.Read']) expect(permissions()).not.toContain(permissionId(name));
    expect(world.directory.grants[0]?.scope.split(' ')).toContain('Mail.Read');
    expect(world.directory.grants[0]?.scope.split(' ')).not.toContain('Mail.Send');
  });

  it('keeps properties that somebody else added to the application', async () => {
    world = await startPortico();
    await world.up();
    application().web!.redirectUris.push('https://mcp.contoso.com/callback');
    application().appRoles = [{ id: 'theirs', value: 'Contoso.Reader' }];
    world.env['TOOLSETS'] = 'mail';
    await world.up();
    expect(application().web!.redirectUris).toContain('https://mcp.contoso.com/callback');
    expect(application().appRoles!.map(({ value }) => value)).toContain('Contoso.Reader');
  });

  it('keeps the enabled app role of an earlier version, because Graph refuses to remove the role', async () => {
    world = await startPortico();
    await world.up();
    const former = [{ id: 'former', value: 'Portico.Admin', isEnabled: true }];
    application().appRoles = former;
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
    world.env['TOOLSETS'] = 'mail';
    expect(await world.up()).toBeUndefined();
    expect(application().appRoles).toEqual(former);
  });

  it('trusts the new identity after the old one was replaced', async () => {
    world = await startPortico();
    await world.up();
    Object.assign(world.directory.credentials[0]!, { subject: 'principal-of-the-former-identity' });
    expect(await world.up()).toBeUndefined();
    expect(world.directory.credentials).toMatchObject([{ subject: world.env['IDENTITY_PRINCIPAL_ID'] }]);
  });

  it('adds one seal root with ROTATE_SEAL_ROOT=true', async () => {
    world = await startPortico();
    await world.up();
    world.env['ROTATE_SEAL_ROOT'] = 'true';
    await world.up();
    await world.up();
    expect(world.azure.vaults.get(world.env['AZURE_KEY_VAULT_NAME']!)!.secrets.get('seal-root')).toHaveLength(
      2,
    );
    expect(world.env['ROTATE_SEAL_ROOT']).toBe('');
  });
});

describe('an interrupted azd up', () => {
  const open = async (): Promise<World> => {
    const opened = await startPortico({ ENTRA_ADMIN_CONSENT: 'true', BUDGET_AMOUNT: '100' });
    // Six of the seven providers are already registered, because registering them would only repeat the test of the
    // seventh.
    for (const name of ['App', 'Insights', 'KeyVault', 'ManagedIdentity', 'OperationalInsights', 'Storage'])
      opened.azure.providers.set(`Microsoft.${name}`, 0);
    return opened;
  };

  it('is completed by the next run, regardless of which write was the last', async () => {
    world = await open();
    await world.up();
    const writes = world.writes.length;
    expect(writes).toBeGreaterThan(12);
    for (let last = 1; last <= writes; last += 1) {
      await world.close();
      world = await open();
      world.directory.lagMs = 20_000;
      world.crashAfter = last;
      expect(await world.up(), `write ${last}: ${world.writes.at(-1)}`).toEqual(expect.any(String));
      world.reconnect();
      expect(await world.up(), `after write ${last}: ${world.writes[last - 1]}`).toBeUndefined();
      expect(world.directory.applications).toHaveLength(1);
      expect(world.directory.principals).toHaveLength(2);
      expect(world.directory.credentials).toHaveLength(1);
      expect(world.directory.grants).toHaveLength(1);
      expect(world.azure.vaults.size).toBe(1);
      expect(world.env).toMatchObject({
        ENTRA_APP_CREATED: application().appId,
        BUDGET_START: '2026-11-01',
      });
      const secrets = [...world.azure.vaults.values()][0]!.secrets.get('seal-root');
      expect(secrets).toHaveLength(1);
      const before = world.writes.length;
      await world.up();
      expect(world.writes.length, `after write ${last} a third run still writes`).toBe(before);
    }
  }, 120_000);
});

describe('azd up', () => {
  it('waits for an application that cannot be found yet', async () => {
    world = await startPortico();
    world.directory.lagMs = 90_000;
    expect(await world.up()).toBeUndefined();
    expect(world.directory.applications).toHaveLength(1);
  });

  it('waits for an Entra server that does not know the new application yet', async () => {
    world = await startPortico();
    const { answer } = world.directory;
    let refusals = 3;
    world.directory.answer = (incoming) =>
      incoming.method === 'POST' && incoming.path === '/v1.0/servicePrincipals' && refusals-- > 0
        ? { status: 400, json: { error: { code: 'NoBackingApplicationObject', message: 'unknown' } } }
        : answer(incoming);
    expect(await world.up()).toBeUndefined();
    expect(world.directory.principals).toHaveLength(2);
  });

  it('waits ten minutes for role assignments and prints what is missing only once', async () => {
    world = await startPortico();
    world.readyAt = world.clock.now() + 13 * 60_000;
    expect(await world.up()).toBeUndefined();
    expect(world.printed.filter((line) => line === 'Waiting: The seal root is not ready.')).toHaveLength(1);
  });

  it('does not wait long for the DNS records of a domain', async () => {
    world = await startPortico({ CUSTOM_DOMAIN: 'mcp.contoso.com' });
    await world.run('preprovision');
    world.deploy();
    Object.assign(world.env, { DOMAIN_TARGET: 'portico.azurefd.net', DOMAIN_TOKEN: 'token-of-the-domain' });
    expect(await world.run('postprovision')).toBeUndefined();
    expect(text()).toMatch(/CNAME +portico\.azurefd\.net[\s\S]*TXT +token-of-the-domain/);
    world.reachable = false;
    const began = world.clock.now();
    expect(await world.run('postdeploy')).toBeUndefined();
    expect(world.clock.now() - began).toBeLessThan(2 * 60_000);
    expect(text()).toContain('does not lead to Portico yet');
  });

  it('waits for the app behind a domain that already resolves', async () => {
    world = await startPortico({ CUSTOM_DOMAIN: 'mcp.contoso.com' });
    world.readyAt = world.clock.now() + 13 * 60_000;
    expect(await world.up()).toBeUndefined();
  });

  it('fails after fifteen minutes with the reason and the next command', async () => {
    world = await startPortico();
    world.readyAt = Number.POSITIVE_INFINITY;
    expect(await world.up()).toMatch(/not ready \(The seal root is not ready\.\).*azd hooks run postdeploy/);
  });
});
