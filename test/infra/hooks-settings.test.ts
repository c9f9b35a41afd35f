import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

describe("an application without Portico's scope", () => {
  const theirs = {
    id: 'object',
    appId: '33333333-3333-4333-8333-333333333333',
    displayName: 'Contoso MCP',
    createdAt: 0,
  };

  it('gets the scope first and then the preauthorisations that name the scope', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, ENTRA_MANAGE: 'true' });
    world.directory.applications.push({ ...theirs });
    expect(await world.up()).toBeUndefined();
    const { api } = world.directory.applications[0]!;
    expect(api?.oauth2PermissionScopes).toHaveLength(1);
    expect(api?.preAuthorizedApplications?.length).toBeGreaterThanOrEqual(2);
  });
});

describe("an application whose owner has created a scope with the name of Portico's scope", () => {
  const theirs = {
    id: 'object',
    appId: '33333333-3333-4333-8333-333333333333',
    displayName: 'Contoso MCP',
    createdAt: 0,
    api: { oauth2PermissionScopes: [{ id: 'their-scope', value: 'access_as_user' }] },
  };

  it('keeps the id of the scope and uses it in the preauthorisations', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, ENTRA_MANAGE: 'true' });
    world.directory.applications.push(structuredClone(theirs));
    expect(await world.up()).toBeUndefined();
    const { api } = world.directory.applications[0]!;
    expect(api?.oauth2PermissionScopes).toMatchObject([{ id: 'their-scope', value: 'access_as_user' }]);
    for (const { delegatedPermissionIds } of api?.preAuthorizedApplications ?? [])
      expect(delegatedPermissionIds).toEqual(['their-scope']);
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
  });
});

describe('an application whose owner has preauthorised VS Code for another scope', () => {
  it('keeps that, and VS Code is preauthorised for the scope of Portico too', async () => {
    const appId = '33333333-3333-4333-8333-333333333333';
    const vsCode = 'aebc6443-996d-45c2-90f0-388ff96faa56';
    world = await startPortico({ ENTRA_CLIENT_ID: appId, ENTRA_MANAGE: 'true' });
    const api = {
      oauth2PermissionScopes: [{ id: 'reports', value: 'Reports.Read' }],
      preAuthorizedApplications: [{ appId: vsCode, delegatedPermissionIds: ['reports'] }],
    };
    world.directory.applications.push({ id: 'object', appId, displayName: 'MCP', createdAt: 0, api });
    expect(await world.up()).toBeUndefined();
    const { oauth2PermissionScopes: scopes = [], preAuthorizedApplications: clients = [] } =
      world.directory.applications[0]!.api!;
    const portico = scopes.find(({ value }) => value === 'access_as_user')!;
    expect(clients).toContainEqual({ appId: vsCode, delegatedPermissionIds: ['reports', portico.id] });
    expect(clients).toContainEqual({ appId, delegatedPermissionIds: [portico.id] });
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
  });
});

describe('an application that somebody else created without a service principal', () => {
  it('stops azd up and shows the command for its owner if the user may not create the service principal', async () => {
    const appId = '33333333-3333-4333-8333-333333333333';
    world = await startPortico({ ENTRA_CLIENT_ID: appId });
    world.directory.applications.push({ id: 'object', appId, displayName: 'Contoso MCP', createdAt: 0 });
    world.directory.denied.push('POST /v1.0/servicePrincipals');
    expect(await world.up()).toBe(
      `The app registration ${appId} has no service principal in this tenant, and you are not allowed to create it (Authorization_RequestDenied). Ask the owner of the registration to run: az ad sp create --id ${appId}`,
    );
    world.directory.denied.length = 0;
    expect(await world.up()).toBeUndefined();
  });
});

describe('a deleted app registration', () => {
  it('is replaced by a new registration while the old unique name is still reserved', async () => {
    world = await startPortico();
    await world.up();
    const first = world.env['ENTRA_CLIENT_ID'];
    world.directory.deleted.push(...world.directory.applications.splice(0));
    expect(await world.up()).toMatch(/azd env set ENTRA_CLIENT_ID=$/);
    world.env['ENTRA_CLIENT_ID'] = '';
    expect(await world.up()).toBeUndefined();
    expect(world.directory.applications).toMatchObject([
      { uniqueName: `portico-${world.env['PORTICO_SUFFIX']}-2` },
    ]);
    expect(world.env['ENTRA_CLIENT_ID']).not.toBe(first);
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
  });

  it('is replaced by a new registration if RECOVER=true restores the vault but Entra no longer has the old registration', async () => {
    world = await startPortico({ ENTRA_PURGE: 'true' });
    await world.up();
    const { PORTICO_SUFFIX: first, ENTRA_CLIENT_ID: appId } = { ...world.env };
    const roots = world.roots.length;
    await world.azd.down();
    world.env['RECOVER'] = 'true';
    expect(await world.up()).toBeUndefined();
    expect(world.env['PORTICO_SUFFIX']).toBe(first);
    expect(world.roots).toHaveLength(roots);
    expect(world.env['ENTRA_CLIENT_ID']).not.toBe(appId);
    expect(world.directory.applications).toHaveLength(1);
    expect(world.printed.join('\n')).toContain(
      `The app registration ${appId} cannot be restored any more, so azd creates a new one.`,
    );
  });
});

describe('a setting', () => {
  it.each<[string, string, RegExp]>([
    [
      'TOOLSETS',
      'core,calender',
      /TOOLSETS contains the unknown name calender\. .+core, .+calendar.+spotify/,
    ],
    ['ENABLED_TOOLS', 'list_messages send_mails', /ENABLED_TOOLS contains the unknown name send_mails/],
    ['ENTRA_CLIENT_ID', 'api://portico', /ENTRA_CLIENT_ID must be .+ a GUID/],
    ['ALERT_EMAILS', 'dana@contoso.com; emil@contoso.com', /ALERT_EMAILS must be .+ commas/],
    ['ALERT_EMAILS', 'the platform team', /ALERT_EMAILS/],
    ['ADDRESS_PREFIX', '10.0.0.0/24', /ADDRESS_PREFIX must be .+\/23/],
    ['PUBLIC_URL', 'https://MCP.contoso.com', /PUBLIC_URL must be an origin in lower case/],
    ['NETWORK', 'Private', /NETWORK must be one of: public, private\./],
    ['HOSTING', 'containerapps', /HOSTING must be one of: flex, containerApps\./],
    ['STORAGE_REPLICATION', 'ZRS', /STORAGE_REPLICATION must be one of: Standard_LRS, /],
    ['INSTANCE_MEMORY_MB', '1024', /INSTANCE_MEMORY_MB must be one of: 512, 2048, 4096\./],
    ['LOG_RETENTION_DAYS', '7', /LOG_RETENTION_DAYS must be a whole number from 30 to 730\./],
    ['BUDGET_AMOUNT', '99.50', /BUDGET_AMOUNT must be a whole number of at least 0\./],
    // PowerShell turns $true into `True`. `on` is the value for other switches in docs/settings.md.
    ['ENTRA_ADMIN_CONSENT', 'True', /ENTRA_ADMIN_CONSENT must be true or false\./],
    ['RECOVER', 'on', /RECOVER must be true or false\./],
    ['ROTATE_SEAL_ROOT', 'yes', /ROTATE_SEAL_ROOT must be true or false\./],
  ])('%s=%s is refused before anything is created', async (name, value, sentence) => {
    world = await startPortico({ [name]: value });
    expect(await world.up()).toMatch(sentence);
    expect(world.writes).toEqual([]);
  });

  it.each([
    { TOOLSETS: 'mail', ENABLED_TOOLS: 'list_events' },
    { ENABLED_TOOLS: 'send_mail', READ_ONLY: 'on' },
    { ENABLED_TOOLS: 'pause_spotify_playback', READ_ONLY: 'true' },
  ])('is refused before anything is created if no tool is left: %j', async (settings) => {
    world = await startPortico(settings);
    expect(await world.up()).toMatch(/^TOOLSETS, ENABLED_TOOLS and READ_ONLY together leave no tools\./);
    expect(world.writes).toEqual([]);
  });

  it.each([
    ['TOOLSETS', 'core, mail spotify'],
    ['TOOLSETS', 'all'],
    ['ENABLED_TOOLS', 'list_messages,get_spotify_profile'],
    ['ALERT_EMAILS', 'dana@contoso.com, emil@contoso.com'],
    ['ALERT_EMAILS', 'dana@contoso.com,'],
    ['ADDRESS_PREFIX', '10.0.0.0/23'],
    ['PUBLIC_URL', 'https://mcp.contoso.com'],
  ])('%s=%s is accepted', async (name, value) => {
    world = await startPortico({ [name]: value });
    expect(await world.run('preprovision')).toBeUndefined();
  });
});

describe('a region', () => {
  it('is refused before anything is created if it does not offer Flex Consumption', async () => {
    world = await startPortico({ AZURE_LOCATION: 'westus4' });
    expect(await world.up()).toMatch(/westus4 does not offer Flex Consumption.*eastus2, westeurope/);
    expect(world.azure.vaults.size).toBe(0);
  });

  it('is not checked for container apps, or if Azure does not return the list', async () => {
    const settings = { AZURE_LOCATION: 'westus4' };
    world = await startPortico({ ...settings, HOSTING: 'containerApps', CONTAINER_IMAGE: 'x' });
    expect(await world.azd.provision()).toBeUndefined();
    await world.close();
    world = await startPortico(settings);
    world.azure.denied.push(
      `GET /subscriptions/${world.env['AZURE_SUBSCRIPTION_ID']}/providers/Microsoft.Web/geo`,
    );
    expect(await world.up()).toBeUndefined();
  });
});

describe('a budget', () => {
  it('is deleted when it is set back to 0, and can be created again in a later month', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.up();
    expect(world.azure.budgets.size).toBe(1);
    world.env['BUDGET_AMOUNT'] = '0';
    expect(await world.up()).toBeUndefined();
    expect(world.azure.budgets.size).toBe(0);
    world.clock.pass(40 * 24 * 3_600_000);
    world.env['BUDGET_AMOUNT'] = '50';
    expect(await world.up()).toBeUndefined();
    expect(world.env['BUDGET_START']).toBe('2026-12-01');
  });

  it('begins in the current month if it was deleted by hand or if an earlier run was interrupted', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.up();
    world.azure.budgets.clear();
    world.clock.pass(40 * 24 * 3_600_000);
    expect(await world.up()).toBeUndefined();
    expect([...world.azure.budgets.values()]).toEqual(['2026-12-01']);
    expect(world.env['BUDGET_START']).toBe('2026-12-01');
  });
});

describe('azd deploy', () => {
  it('is refused before azd provision has run', async () => {
    world = await startPortico();
    expect(await world.azd.deploy()).toMatch(/Run azd provision first/);
  });

  it('succeeds for a user who is not allowed to read role assignments or Entra', async () => {
    world = await startPortico();
    await world.up();
    world.azure.denied.push(`GET /subscriptions/${world.env['AZURE_SUBSCRIPTION_ID']}/resourceGroups`);
    world.directory.denied.push('GET /v1.0/');
    expect(await world.azd.deploy()).toBeUndefined();
    expect(world.azd.seen.join('\n')).toContain('To check it: azd provision');
  });
});

describe('API versions that a provider offers', () => {
  it('are accepted if they include the version in the templates', async () => {
    world = await startPortico();
    world.azure.apiVersions.set('Microsoft.KeyVault/vaults', ['2026-02-01', '2024-11-01']);
    expect(await world.up()).toBeUndefined();
  });
});
