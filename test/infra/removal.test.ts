import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

/** Returns what the user sees, as opposed to everything that the hooks print. */
const seen = () => world.azd.seen.join('\n');

describe('azd down', () => {
  const appId = '33333333-3333-4333-8333-333333333333';

  it('deletes everything and says how to recover it', async () => {
    world = await startPortico();
    await world.azd.up();
    world.azd.seen.length = 0;
    expect(await world.azd.down()).toBeUndefined();
    expect(seen()).toMatch(/was deleted\. It can be restored for 30 days/);
    expect(seen()).toContain('azd env set RECOVER true');
    expect(world.directory.applications).toEqual([]);
  });

  it('forgets the deployment, so that azd deploy stops and the next budget begins in the month of its creation', async () => {
    world = await startPortico({ BUDGET_AMOUNT: '100' });
    await world.azd.up();
    await world.azd.down();
    expect(world.env).toMatchObject({ PORTICO_SUFFIX: '', BUDGET_START: '' });
    expect(world.env).not.toHaveProperty('AZURE_RESOURCE_GROUP');
    expect(await world.azd.deploy()).toMatch(/There is no function app yet/);
    world.clock.pass(40 * 24 * 3_600_000);
    expect(await world.azd.up()).toBeUndefined();
    expect(world.env['BUDGET_START']).toBe('2026-12-01');
  });

  it('keeps the app registration if another environment uses it too', async () => {
    world = await startPortico();
    await world.azd.up();
    const [own] = world.directory.credentials;
    world.directory.credentials.push({
      ...own!,
      id: 'other',
      name: 'portico-id-of-production',
      subject: 'other',
    });
    const { ENTRA_CLIENT_ID: shared } = world.env;
    expect(await world.azd.down()).toBeUndefined();
    expect(seen()).toContain(`The app registration ${shared} is kept, because something else uses it, too`);
    expect(seen()).toContain('portico-id-of-production');
    expect(world.directory.applications).toHaveLength(1);
    // The managed identity of the removed stack no longer exists.
    expect(world.directory.credentials.map(({ name }) => name)).toEqual(['portico-id-of-production']);
    expect(await world.azd.up()).toBeUndefined();
    expect(world.env['ENTRA_CLIENT_ID']).toBe(shared);
    world.directory.credentials = world.directory.credentials.filter(({ id }) => id !== 'other');
    expect(await world.azd.down()).toBeUndefined();
    expect(world.directory.applications).toEqual([]);
  });

  it('removes only its own federated credential from a shared app registration that it did not create', async () => {
    world = await startPortico({ ENTRA_MANAGE: 'true', ENTRA_CLIENT_ID: appId });
    world.directory.applications.push({ id: 'object', appId, displayName: 'Contoso MCP', createdAt: 0 });
    await world.azd.up();
    const [own] = world.directory.credentials;
    world.directory.credentials.push({ ...own!, id: 'other', name: 'test', subject: 'other' });
    expect(await world.azd.down()).toBeUndefined();
    expect(seen()).toContain(
      `The app registration ${appId} was not created by this environment and is kept.`,
    );
    expect(world.directory.credentials.map(({ name }) => name)).toEqual(['test']);
    expect(world.directory.applications).toHaveLength(1);
    expect(world.env['ENTRA_CLIENT_ID']).toBe(appId);
  });

  it('changes nothing in an app registration that azd does not manage', async () => {
    world = await startPortico({ ENTRA_CLIENT_ID: appId });
    world.directory.applications.push({ id: 'object', appId, displayName: 'Contoso MCP', createdAt: 0 });
    await world.azd.up();
    const { PORTICO_SUFFIX: suffix = '' } = world.env;
    world.directory.credentials.push({
      id: 'own',
      name: `portico-id-${suffix}`,
      issuer: 'issuer',
      subject: 'own',
      applicationId: 'object',
      createdAt: 0,
    });
    expect(await world.azd.down()).toBeUndefined();
    expect(seen()).toContain('was not created by this environment and is kept');
    expect(world.directory.credentials).toHaveLength(1);
  });

  it('keeps the app registration while the resource group still exists', async () => {
    world = await startPortico();
    await world.azd.up();
    const before = { ...world.env };
    expect(await world.azd.hook('postdown')).toBeUndefined();
    expect(seen()).toMatch(/rg-prod still exists.*azd hooks run postdown/);
    expect(world.directory.applications).toHaveLength(1);
    expect(world.env).toEqual(before);
  });
});
