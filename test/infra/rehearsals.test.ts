import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

/** Returns what the user sees, as opposed to everything that the hooks print. */
const seen = () => world.azd.seen.join('\n');
/** Returns the lines after the last MCP URL: the end of what the user sees. */
const ending = () => seen().slice(seen().lastIndexOf('MCP URL: '));
const consentLink = /https:\/\/login\.\S+\/v2\.0\/adminconsent\?client_id=[0-9a-f-]{36}&scope=\S+%2Fcallback/;

describe('the first azd up', () => {
  it('asks only for name, subscription and region, and ends with the URL and the consent link as the only next step', async () => {
    world = await startPortico({ AZURE_ENV_NAME: '', AZURE_SUBSCRIPTION_ID: '', AZURE_LOCATION: '' });
    expect(await world.azd.up()).toBeUndefined();
    expect(world.azd.asked).toEqual(['AZURE_ENV_NAME', 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION']);
    expect(ending()).toContain(`MCP URL: ${world.env['MCP_URL']}\nLeft to do:\n1. An administrator`);
    expect(ending()).toMatch(consentLink);
    expect(ending()).not.toContain('2. ');
    expect(seen()).toContain('claude mcp add');
    expect(seen()).toMatch(/Waiting \d minute\(s\) until the new roles take effect/);
  });

  it('succeeds without a terminal', async () => {
    world = await startPortico();
    world.azd.terminal = false;
    expect(await world.azd.up()).toBeUndefined();
    expect(world.azd.asked).toEqual([]);
    expect(ending()).toMatch(consentLink);
  });

  it('stops before anything is created if there is no terminal and the region is not set', async () => {
    world = await startPortico({ AZURE_LOCATION: '' });
    world.azd.terminal = false;
    expect(await world.azd.up()).toMatch(/AZURE_LOCATION/);
    expect(world.writes).toEqual([]);
  });

  it('lists no next step with ENTRA_ADMIN_CONSENT=true', async () => {
    world = await startPortico({ ENTRA_ADMIN_CONSENT: 'true' });
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).toBe(`MCP URL: ${world.env['MCP_URL']}\nNothing is left to do.`);
  });

  it('shows the sign-in command if Conditional Access requires a new sign-in for Graph, and the second run continues', async () => {
    world = await startPortico();
    world.signInNeeded.add('graph');
    expect(await world.azd.up()).toMatch(
      /azd auth login --scope http\S+\/\.default --tenant-id 22222222-2222-4222-8222-222222222222$/,
    );
    world.signInNeeded.clear();
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).toMatch(consentLink);
  });

  it('shows the sign-in command if Graph refuses the token', async () => {
    world = await startPortico();
    world.directory.token = 'a token after multifactor authentication';
    expect(await world.azd.up()).toMatch(/azd auth login --scope \S+ --tenant-id 2{8}/);
  });
});

describe('a second azd up', () => {
  it('asks for nothing, does not wait for roles, and ends with the URL and the consent link', async () => {
    world = await startPortico();
    await world.azd.up();
    world.azd.seen.length = 0;
    world.clock.pass(60_000);
    const began = world.clock.now();
    expect(await world.azd.up()).toBeUndefined();
    expect(world.clock.now()).toBe(began);
    expect(world.azd.asked).toEqual([]);
    expect(seen()).not.toContain('Waiting');
    expect(ending()).toMatch(consentLink);
  });
});

describe('a release that fails because role assignments are not in effect yet', () => {
  it('is preceded by a list of the next steps and can be completed with azd deploy', async () => {
    world = await startPortico();
    world.azure.spreadMs = 8 * 60_000;
    expect(await world.azd.up()).toMatch(/InaccessibleStorageException/);
    expect(seen()).toContain(`MCP URL: ${world.env['MCP_URL']}`);
    expect(seen()).toMatch(consentLink);
    world.clock.pass(5 * 60_000);
    expect(await world.azd.deploy()).toBeUndefined();
    expect(world.released).toBe(true);
    expect(ending()).toMatch(consentLink);
  });

  it('does not occur if roles take effect within four minutes', async () => {
    world = await startPortico();
    expect(world.azure.spreadMs).toBe(4 * 60_000);
    expect(await world.azd.up()).toBeUndefined();
    expect(world.released).toBe(true);
  });
});

describe('a gateway in front of the app', () => {
  it("is shown with the app's origin, and azd up checks the app at that origin", async () => {
    world = await startPortico({ PUBLIC_URL: 'https://mcp.contoso.com' });
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).toContain('MCP URL: https://mcp.contoso.com/mcp');
    expect(ending()).toContain(`for https://mcp.contoso.com at ${world.env['APP_ORIGIN']}`);
    expect(ending()).toMatch(consentLink);
    expect(ending()).toContain('redirect_uri=https%3A%2F%2Fmcp.contoso.com%2Fcallback');
  });

  it('may be unreachable during azd up if the app accepts requests only from the gateway', async () => {
    world = await startPortico({
      PUBLIC_URL: 'https://mcp.contoso.com',
      GATEWAY_ADDRESSES: '203.0.113.7/32',
    });
    world.reachable = false;
    expect(await world.azd.up()).toBeUndefined();
    expect(seen()).toContain('https://mcp.contoso.com does not lead to Portico yet');
    expect(ending()).toMatch(consentLink);
  });
});

describe('private inbound', () => {
  const settings = { NETWORK: 'private', INBOUND: 'private' };

  it('requires azd provision outside the network, a connection to the network, and azd deploy inside the network', async () => {
    world = await startPortico(settings);
    expect(await world.azd.provision()).toBeUndefined();
    expect(ending()).toMatch(consentLink);
    expect(ending()).toMatch(/Connect this computer to the virtual network vnet-\w+/);
    expect(ending()).toContain('Then deploy the code: azd deploy');
    expect(ending()).toContain('203.0.113.10');
    world.inside = true;
    expect(await world.azd.deploy()).toBeUndefined();
    expect(world.released).toBe(true);
    expect(ending()).toMatch(consentLink);
    expect(ending()).not.toContain('Connect this computer');
  });

  it('stops azd up before the release if azd runs outside the network, and lists the next steps', async () => {
    world = await startPortico(settings);
    expect(await world.azd.up()).toMatch(/vnet-\w+ \(peering or VPN.*then run: azd deploy$/);
    expect(world.released).toBe(false);
    expect(seen()).toMatch(consentLink);
  });
});

describe('a container app in a private network', () => {
  it('can be the first in its subscription', async () => {
    world = await startPortico({ HOSTING: 'containerApps', CONTAINER_IMAGE: 'x', NETWORK: 'private' });
    expect(await world.azd.provision()).toBeUndefined();
    expect(seen()).toContain('Registering Microsoft.ContainerService in the subscription');
  });
});

describe('a deployment to Azure US Government', () => {
  const settings = {
    CLOUD: 'usgov',
    HOSTING: 'containerApps',
    CONTAINER_IMAGE: 'contoso.azurecr.us/portico:1',
  };

  it('is completed by azd provision, which waits for the app and prints the usual summary', async () => {
    world = await startPortico(settings);
    world.azureCloud = 'AzureUSGovernment';
    world.readyAt = world.clock.now() + 13 * 60_000;
    expect(await world.azd.provision()).toBeUndefined();
    expect(seen()).toContain('Waiting: The seal root is not ready.');
    expect(ending()).toMatch(/https:\/\/login\.microsoftonline\.us\/\S+adminconsent/);
    expect(ending()).toContain('Portico is ready.');
    expect(world.directory.credentials[0]).toMatchObject({ audiences: ['api://AzureADTokenExchangeUSGov'] });
  });

  it('stops azd up with a pointer to azd provision, because there is nothing to deploy', async () => {
    world = await startPortico(settings);
    world.azureCloud = 'AzureUSGovernment';
    expect(await world.azd.up()).toMatch(/Run azd provision instead/);
    expect(seen()).toContain(`MCP URL: ${world.env['MCP_URL']}`);
  });

  it('stops before anything is created if a provider lacks an API version in the templates', async () => {
    world = await startPortico(settings);
    world.azureCloud = 'AzureUSGovernment';
    world.azure.apiVersions.set('Microsoft.App/containerApps', [
      '2024-03-01',
      '2025-01-01-preview',
      '2023-05-01',
    ]);
    expect(await world.azd.provision()).toMatch(
      /Microsoft\.App\/containerApps@\S+ in infra\/app\/container-app\.bicep \(newest here: 2024-03-01\)/,
    );
    expect(world.azure.vaults.size).toBe(0);
  });
});

describe('a renamed environment', () => {
  it('stops azd up before anything is created, with a message that gives two solutions', async () => {
    world = await startPortico();
    await world.azd.up();
    world.env['AZURE_ENV_NAME'] = 'production';
    const before = world.writes.length;
    expect(await world.azd.up()).toMatch(/deployed as prod .*rg-prod.*azd env new/);
    expect(world.writes).toHaveLength(before);
    world.env['AZURE_ENV_NAME'] = 'prod';
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).toMatch(consentLink);
  });
});

describe('a recovered stack', () => {
  it('needs a second azd provision, because the vault keeps its old network rules', async () => {
    world = await startPortico();
    await world.azd.up();
    await world.azd.down();
    Object.assign(world.env, { RECOVER: 'true', NETWORK: 'private' });
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).toMatch(consentLink);
    expect(ending()).toContain('Run azd provision once more');
    const [vault] = [...world.azure.vaults.values()];
    expect(vault?.network).toBe('public');
    expect(await world.azd.provision()).toBeUndefined();
    expect([...world.azure.vaults.values()][0]?.network).toBe('private');
    expect(ending()).not.toContain('once more');
  });
});

describe('azd provision --preview', () => {
  it('runs no hook and changes nothing', async () => {
    world = await startPortico();
    expect(await world.azd.provision('--preview')).toBeUndefined();
    expect(world.azd.seen).toEqual([]);
    expect(world.writes).toEqual([]);
  });
});
