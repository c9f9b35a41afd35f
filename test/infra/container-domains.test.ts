import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

const settings = { HOSTING: 'containerApps', CONTAINER_IMAGE: 'contoso.azurecr.io/portico:1' };
const bound = {
  name: 'mcp.contoso.com',
  bindingType: 'SniEnabled',
  certificateId:
    '/subscriptions/1/resourceGroups/rg-prod/providers/Microsoft.App/managedEnvironments/cae/managedCertificates/mcp',
};
const pending = { name: 'new.contoso.com', bindingType: 'Disabled' };
const app = () => `ca-${world.env['PORTICO_SUFFIX']}`;
const ending = () => {
  const seen = world.azd.seen.join('\n');
  return seen.slice(seen.lastIndexOf('MCP URL: '));
};

describe('a domain that somebody has bound to the container app', () => {
  it('is kept by the next azd provision, with its certificate', async () => {
    world = await startPortico(settings);
    expect(await world.azd.provision()).toBeUndefined();
    world.azure.containerApps.set(app(), [bound, pending]);
    world.env['CONTAINER_IMAGE'] = 'contoso.azurecr.io/portico:2';
    expect(await world.azd.provision()).toBeUndefined();
    expect(world.azure.containerApps.get(app())).toEqual([bound, pending]);
  });

  it('is forgotten once it has been removed', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.containerApps.set(app(), [bound]);
    await world.azd.provision();
    world.azure.containerApps.set(app(), []);
    expect(await world.azd.provision()).toBeUndefined();
    expect(world.azure.containerApps.get(app())).toEqual([]);
  });

  it('is listed with the commands that make it the public URL', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.containerApps.set(app(), [bound]);
    await world.azd.provision();
    expect(ending()).toContain(
      'azd env set PUBLIC_URL https://mcp.contoso.com, azd env set TRUSTED_PROXY_HOPS 1',
    );
    Object.assign(world.env, { PUBLIC_URL: 'https://mcp.contoso.com', TRUSTED_PROXY_HOPS: '1' });
    expect(await world.azd.provision()).toBeUndefined();
    expect(ending()).toContain('MCP URL: https://mcp.contoso.com/mcp');
    expect(ending()).not.toMatch(/gateway|TRUSTED_PROXY_HOPS/);
  });

  it('is ignored after a switch to Functions, even though the container app still exists', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.containerApps.set(app(), [bound]);
    world.env['HOSTING'] = 'flex';
    expect(await world.azd.up()).toBeUndefined();
    expect(ending()).not.toContain('mcp.contoso.com');
  });

  it('is not proposed until it has a certificate', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.containerApps.set(app(), [pending]);
    await world.azd.provision();
    expect(ending()).not.toContain('new.contoso.com');
  });
});
