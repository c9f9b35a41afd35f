import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

const subscription = '/subscriptions/11111111-1111-4111-8111-111111111111';
const application = () => world.directory.applications[0]!;

describe('azd up without a required right', () => {
  const cases: readonly { lacks: string; take: (world: World) => void; says: RegExp }[] = [
    {
      lacks: 'to see the subscription',
      take: ({ azure }) => azure.denied.push(`GET ${subscription}`),
      says: /role Contributor/,
    },
    {
      lacks: 'to assign roles',
      take: ({ azure }) => azure.notActions.push('Microsoft.Authorization/*/Write'),
      says: /role Role Based Access Control Administrator/,
    },
    {
      lacks: 'to deploy',
      take: ({ azure }) => azure.actions.splice(0, 1, '*/read', 'Microsoft.Authorization/*'),
      says: /role Contributor/,
    },
    {
      lacks: 'to register providers',
      take: ({ azure }) => azure.denied.push(`POST ${subscription}/providers`),
      says: /az provider register --namespace Microsoft\.App/,
    },
    {
      lacks: 'to read the directory',
      take: ({ directory }) => directory.denied.push('GET /v1.0/servicePrincipals'),
      says: /role Directory Readers/,
    },
    {
      lacks: 'to create applications',
      take: ({ directory }) => directory.denied.push('PATCH /v1.0/applications(uniqueName='),
      says: /role Application Developer.*ENTRA_CLIENT_ID/,
    },
    {
      lacks: 'to change the application',
      take: ({ directory }) => directory.denied.push('PATCH /v1.0/applications/'),
      says: /role Application Administrator/,
    },
    {
      lacks: 'to create service principals',
      take: ({ directory }) => directory.denied.push('POST /v1.0/servicePrincipals'),
      says: /role Application Administrator/,
    },
    {
      lacks: 'to add a federated credential',
      take: ({ directory }) => directory.denied.push('POST /v1.0/applications/'),
      says: /role Application Administrator/,
    },
    {
      lacks: 'to write the seal root',
      take: ({ azure }) => azure.denied.push(`PUT ${subscription}/resourceGroups`),
      says: /role Contributor/,
    },
  ];

  it.each(cases)('names the role that grants the right $lacks', async ({ take, says }) => {
    world = await startPortico();
    take(world);
    const began = world.clock.now();
    const sentence = await world.up();
    expect(sentence).toMatch(says);
    expect(sentence).not.toContain('\n');
    expect(world.clock.now() - began).toBeLessThan(15 * 60_000);
  });

  it('prints the consent link if the user is not allowed to grant admin consent', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' });
    world.directory.denied.push('POST /v1.0/oauth2PermissionGrants');
    expect(await world.up()).toBeUndefined();
    expect(world.printed.join('\n')).toMatch(/Privileged Role Administrator[\s\S]*adminconsent/);
  });
});

describe('a user who may not reduce the admin consent', () => {
  it('is not asked to grant consent that already exists', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' });
    await world.up();
    world.directory.denied.push('PATCH /v1.0/oauth2PermissionGrants');
    world.env['READ_ONLY'] = 'on';
    world.printed.length = 0;
    expect(await world.up()).toBeUndefined();
    expect(world.printed.join('\n')).toContain('You are not allowed to grant admin consent.');
    expect(world.printed.join('\n')).not.toContain('adminconsent');
  });
});

describe('an application that somebody else created', () => {
  const theirs = {
    id: 'object',
    appId: '33333333-3333-4333-8333-333333333333',
    displayName: 'Contoso MCP',
    createdAt: 0,
  };

  it('is not changed; the differences are printed', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId });
    world.directory.applications.push({ ...theirs });
    expect(await world.up()).toBeUndefined();
    expect(application()).toEqual(theirs);
    expect(world.directory.credentials).toEqual([]);
    const said = world.printed.join('\n');
    for (const part of ['requiredResourceAccess', 'redirectUris', 'federated credential', 'ENTRA_MANAGE'])
      expect(said).toContain(part);
  });

  it('is changed with ENTRA_MANAGE=true, except for its name', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, ENTRA_MANAGE: 'true' });
    world.directory.applications.push({ ...theirs });
    expect(await world.up()).toBeUndefined();
    expect(application().web?.redirectUris).toEqual(
      ['callback', 'logout'].map((path) => `${world.env['PORTICO_URL']}/${path}`),
    );
    expect(application().displayName).toBe('Contoso MCP');
    expect(world.directory.credentials).toHaveLength(1);
  });

  it('keeps the federated credential of another environment that uses the same application', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, ENTRA_MANAGE: 'true' });
    world.directory.applications.push({ ...theirs });
    await world.up();
    const [first] = structuredClone(world.directory.credentials);
    const other = await startPortico({
      AZURE_ENV_NAME: 'test',
      ENTRA_CLIENT_ID: theirs.appId,
      ENTRA_MANAGE: 'true',
    });
    other.directory.applications.push(...world.directory.applications);
    other.directory.credentials.push(...world.directory.credentials);
    expect(await other.up()).toBeUndefined();
    expect(other.directory.credentials).toMatchObject([
      first,
      { subject: other.env['IDENTITY_PRINCIPAL_ID'] },
    ]);
    await other.close();
  });

  it('is kept by azd down', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, ENTRA_MANAGE: 'true' });
    world.directory.applications.push({ ...theirs });
    await world.up();
    expect(await world.azd.down()).toBeUndefined();
    expect(world.directory.applications).toHaveLength(1);
    expect(world.env['ENTRA_CLIENT_ID']).toBe(theirs.appId);
  });

  it('is not checked by a pipeline that is not allowed to read Entra', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId, PORTICO_SUFFIX: 'k3xq7wdz2m' });
    world.directory.denied.push('GET /v1.0/');
    expect(await world.up()).toBeUndefined();
    expect(world.printed.join('\n')).toContain('was not checked');
    expect(world.roots).toHaveLength(1);
  });

  it('stops azd up if it does not exist', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: theirs.appId });
    expect(await world.up()).toMatch(/no app registration 33333333/);
  });
});

describe('azd down', () => {
  it('deletes the application that azd created, and the next azd up uses new names', async () => {
    world = await startPortico();
    await world.up();
    const { PORTICO_SUFFIX: first, ENTRA_CLIENT_ID: appId } = { ...world.env };
    expect(await world.azd.down()).toBeUndefined();
    expect(world.directory.applications).toEqual([]);
    expect(world.directory.deleted).toHaveLength(1);
    expect(await world.up()).toBeUndefined();
    expect(world.env['PORTICO_SUFFIX']).not.toBe(first);
    expect(world.env['ENTRA_CLIENT_ID']).not.toBe(appId);
  });

  it('deletes the application permanently with ENTRA_PURGE=true', async () => {
    world = await startPortico({ ENTRA_PURGE: 'true' });
    await world.up();
    world.directory.lagMs = 30_000;
    world.clock.pass(60_000);
    expect(await world.azd.down()).toBeUndefined();
    expect(world.directory.deleted).toEqual([]);
  });

  it('can be undone: RECOVER=true restores the vault and the application', async () => {
    world = await startPortico();
    await world.up();
    const { PORTICO_SUFFIX: first, ENTRA_CLIENT_ID: appId } = { ...world.env };
    const roots = world.roots.length;
    await world.azd.down();
    world.env['RECOVER'] = 'true';
    expect(await world.up()).toBeUndefined();
    expect(world.env).toMatchObject({ PORTICO_SUFFIX: first, ENTRA_CLIENT_ID: appId });
    expect(world.roots).toHaveLength(roots);
    expect(world.directory.applications).toHaveLength(1);
    expect(await world.up()).toBeUndefined();
  });

  it('makes the next azd up use new names even if the hook of azd down did not run', async () => {
    world = await startPortico();
    await world.up();
    const first = world.env['PORTICO_SUFFIX'];
    world.down();
    expect(await world.up()).toBeUndefined();
    expect(world.env['PORTICO_SUFFIX']).not.toBe(first);
  });

  it('is not assumed to have run if only the vault was deleted, so the next azd up stops', async () => {
    world = await startPortico();
    await world.up();
    world.down();
    world.azure.groups.set('rg-prod', { 'azd-env-name': 'prod' });
    expect(await world.up()).toMatch(/azd env set RECOVER true/);
  });
});

describe('a private vault', () => {
  it('gets the seal root from a deployment', async () => {
    world = await startPortico({ NETWORK: 'private' });
    expect(await world.up()).toBeUndefined();
    expect(world.roots).toHaveLength(1);
  });

  it('is reported with instructions if the deployment is refused', async () => {
    world = await startPortico({ NETWORK: 'private' });
    await world.run('preprovision');
    world.deploy();
    for (const vault of world.azure.vaults.values()) vault.firewall = true;
    expect(await world.run('postprovision')).toMatch(/from inside the network/);
  });
});

describe('invalid or conflicting settings', () => {
  it.each([
    [{ HOSTING: 'containerApps' }, /CONTAINER_IMAGE/],
    [{ HOSTING: 'containerApps', CONTAINER_IMAGE: 'https://contoso.azurecr.io/portico:1' }, /without https/],
    [{ HOSTING: 'containerApps', CONTAINER_IMAGE: 'x', CUSTOM_DOMAIN: 'mcp.contoso.com' }, /HOSTING=flex/],
    [{ CUSTOM_DOMAIN: 'https://mcp.contoso.com' }, /host name/],
    [{ CUSTOM_DOMAIN: 'mcp.contoso.com', PUBLIC_URL: 'https://a.contoso.com' }, /mutually exclusive/],
    [{ PUBLIC_URL: 'https://a.contoso.com/mcp' }, /without a path/],
    [{ INBOUND: 'private' }, /NETWORK=private/],
    [{ NETWORK: 'private', INBOUND: 'private', CUSTOM_DOMAIN: 'mcp.contoso.com' }, /Front Door/],
    [{ CLOUD: 'usgov' }, /azd env set HOSTING containerApps/],
    [
      { HOSTING: 'containerApps', CONTAINER_IMAGE: 'x', PUBLIC_URL: 'https://a.contoso.com' },
      /azd env set TRUSTED_PROXY_HOPS 1 if/,
    ],
    [{ TRUSTED_PROXY_HOPS: '0' }, /from 1 to 5/],
    [{ GATEWAY_ADDRESSES: '203.0.113.7' }, /203\.0\.113\.7\/32/],
    [{ GATEWAY_ADDRESSES: '203.0.113.7/32', CUSTOM_DOMAIN: 'mcp.contoso.com' }, /mutually exclusive/],
    [{ CONTAINER_REGISTRY_ID: 'contoso.azurecr.io' }, /resource id/],
    [{ PRIVATE_DNS_GROUP_ID: 'rg-dns' }, /resource id/],
    [{ NETWORK: 'private', DNS_SERVERS: 'dns.contoso.com' }, /IPv4 addresses/],
    [{ NETWORK: 'private', DNS_SERVERS: '10.0.0.4, 10.0.0.5' }, /needs .*PRIVATE_DNS_GROUP_ID/],
  ])('are refused before anything is created: %o', async (settings, sentence) => {
    world = await startPortico(settings);
    expect(await world.up()).toMatch(sentence);
    expect(world.writes).toEqual([]);
  });

  it('include a value of CLOUD for which azd is not configured', async () => {
    world = await startPortico({ CLOUD: 'usgov', HOSTING: 'containerApps', CONTAINER_IMAGE: 'x' });
    expect(await world.up()).toMatch(/azd config set cloud\.name AzureUSGovernment/);
  });

  it('do not include the combination of NETWORK=private and INBOUND=private', async () => {
    world = await startPortico({ NETWORK: 'private', INBOUND: 'private' });
    world.inside = true;
    expect(await world.up()).toBeUndefined();
  });

  it('include a missing subscription if azd does not prompt for one', async () => {
    world = await startPortico({ AZURE_SUBSCRIPTION_ID: '' });
    expect(await world.azd.provision()).toMatch(/AZURE_SUBSCRIPTION_ID is not set/);
    expect(world.writes).toEqual([]);
  });
});

describe('a cloud whose Graph lacks a permission', () => {
  it('is supported, and the missing permission is reported', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' }, [
      'openid',
      'profile',
      'offline_access',
      'User.Read',
    ]);
    expect(await world.up()).toBeUndefined();
    expect(world.printed.join('\n')).toMatch(/no permission .*Mail\.Send/);
    expect(world.directory.grants[0]!.scope).toBe('User.Read offline_access openid profile');
  });
});
