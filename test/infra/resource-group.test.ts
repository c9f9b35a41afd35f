import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

describe('a resource group that this environment did not create', () => {
  it.each([
    { group: 'without tags', tags: {} },
    { group: 'with the tag of another environment', tags: { 'azd-env-name': 'test' } },
    { group: 'with the tag of another environment of the same name', tags: { 'azd-env-name': 'prod' } },
  ])('is refused before anything is created: $group', async ({ tags }) => {
    world = await startPortico();
    world.azure.groups.set('rg-prod', tags);
    expect(await world.up()).toMatch(/rg-prod exists already.*azd down would delete.*azd env new <name>/);
    expect(world.writes).toEqual(['azd env set AZURE_TENANT_ID']);
    expect(world.directory.applications).toEqual([]);
  });

  it('is refused even if the environment has a suffix', async () => {
    world = await startPortico({ PORTICO_SUFFIX: 'k3xq7wdz2m' });
    world.azure.groups.set('rg-prod', {});
    expect(await world.up()).toMatch(/the tag was removed, add it again: azd-env-name=prod/);
  });

  it('is refused with the name of the folder to copy if it was created from another computer', async () => {
    world = await startPortico();
    world.azure.groups.set('rg-prod', { 'azd-env-name': 'prod' });
    expect(await world.up()).toMatch(/copy the folder \.azure\/prod from there.*azd env set PORTICO_SUFFIX/);
  });
});

describe("this environment's resource group", () => {
  it('is accepted by later runs, regardless of the capitalisation of the tag name', async () => {
    world = await startPortico();
    expect(await world.up()).toBeUndefined();
    expect(await world.up()).toBeUndefined();
    world.azure.groups.set('rg-prod', { 'AZD-env-name': 'prod', costCentre: '7' });
    expect(await world.up()).toBeUndefined();
  });

  it('is accepted if a failed first run left it behind', async () => {
    world = await startPortico();
    await world.run('preprovision');
    const vault = `kv-${world.env['PORTICO_SUFFIX']}`;
    world.azure.taken.set(vault, 'rg-other');
    expect(await world.up()).toMatch(/VaultAlreadyExists/);
    expect([...world.azure.groups.keys()]).toEqual(['rg-prod']);
    world.azure.taken.delete(vault);
    expect(await world.up()).toBeUndefined();
  });

  it('is accepted in a pipeline, which knows the suffix but no earlier output', async () => {
    world = await startPortico();
    await world.up();
    world.env['AZURE_RESOURCE_GROUP'] = '';
    expect(await world.up()).toBeUndefined();
  });
});

describe('a lost environment folder', () => {
  const lose = () => {
    const { AZURE_ENV_NAME, AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, PORTICO_SUFFIX } = world.env;
    for (const name of Object.keys(world.env)) delete world.env[name];
    Object.assign(world.env, { AZURE_ENV_NAME, AZURE_SUBSCRIPTION_ID, AZURE_LOCATION, PORTICO_SUFFIX });
  };

  it('can be replaced by a new folder with the same suffix and settings, without any change in Azure or Entra', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.up();
    const { ENTRA_CLIENT_ID, MCP_URL } = world.env;
    lose();
    world.env['BUDGET_AMOUNT'] = '100';
    world.clock.pass(40 * 24 * 3_600_000);
    const before = world.writes.length;
    expect(await world.up()).toBeUndefined();
    expect(world.env).toMatchObject({ ENTRA_CLIENT_ID, MCP_URL, BUDGET_START: '2026-11-01' });
    expect(world.writes.slice(before).filter((one) => !one.startsWith('azd env set'))).toEqual([]);
  });

  it('can be replaced so that azd down also deletes the app registration', async () => {
    world = await startPortico();
    await world.up();
    lose();
    expect(await world.up()).toBeUndefined();
    expect(world.env['ENTRA_APP_CREATED']).toBe(world.env['ENTRA_CLIENT_ID']);
    expect(await world.azd.down()).toBeUndefined();
    expect(world.directory.applications).toEqual([]);
  });
});

describe('a resource group that somebody deleted by hand', () => {
  it('is created again by RECOVER=true with the old names, vault and app registration', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.up();
    const { PORTICO_SUFFIX, ENTRA_CLIENT_ID } = world.env;
    world.down();
    world.clock.pass(40 * 24 * 3_600_000);
    world.env['RECOVER'] = 'true';
    expect(await world.azd.provision()).toBeUndefined();
    expect(world.azd.seen.join('\n')).toContain('Run azd provision once more');
    expect(await world.azd.provision()).toBeUndefined();
    expect(await world.azd.deploy()).toBeUndefined();
    expect(world.env).toMatchObject({ PORTICO_SUFFIX, ENTRA_CLIENT_ID, BUDGET_START: '2026-12-01' });
    expect(world.directory.applications).toHaveLength(1);
  });
});
