import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

const registry =
  '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso';
const settings = {
  HOSTING: 'containerApps',
  CONTAINER_IMAGE: 'contoso.azurecr.io/portico:1',
  CONTAINER_REGISTRY_ID: registry,
};
const assignments = () => [...world.azure.images.assignments.values()];

describe('a private container registry', () => {
  it("lets the app's identity pull before the container app is created", async () => {
    world = await startPortico(settings);
    expect(await world.azd.provision()).toBeUndefined();
    expect(assignments()).toEqual([
      {
        roleDefinitionId:
          '/subscriptions/44444444-4444-4444-8444-444444444444/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d',
        principalId: world.env['IDENTITY_PRINCIPAL_ID'],
        principalType: 'ServicePrincipal',
      },
    ]);
    expect(world.azure.groups.get('rg-prod')).toEqual({ 'azd-env-name': 'prod' });
    const before = world.writes.length;
    expect(await world.azd.provision()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
  });

  it('gets a repository role assignment if it uses per-repository permissions', async () => {
    world = await startPortico(settings);
    world.azure.images.mode = 'AbacRepositoryPermissions';
    expect(await world.azd.provision()).toBeUndefined();
    expect(assignments().map(({ roleDefinitionId }) => roleDefinitionId.split('/').at(-1))).toEqual([
      'b93aa761-3e63-49ed-ac28-beffa264f7ac',
    ]);
  });

  it('gets a repository role assignment in addition to AcrPull if it later switches to per-repository permissions', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.images.mode = 'AbacRepositoryPermissions';
    expect(await world.azd.provision()).toBeUndefined();
    expect(assignments()).toHaveLength(2);
  });

  it('gets an AcrPull assignment in a cloud that does not support per-repository permissions yet', async () => {
    world = await startPortico(settings);
    world.azure.images.mode = 'unsupported';
    expect(await world.azd.provision()).toBeUndefined();
    expect(assignments().map(({ roleDefinitionId }) => roleDefinitionId.split('/').at(-1))).toEqual([
      '7f951dda-4ed3-4680-a7ca-43fe172d538d',
    ]);
  });

  it('gets the role assignment as soon as Entra knows the new identity', async () => {
    world = await startPortico(settings);
    world.azure.images.unknownPrincipal = 2;
    expect(await world.azd.provision()).toBeUndefined();
    expect(assignments()).toHaveLength(1);
  });

  it('keeps an assignment that somebody else made', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    const [theirs] = assignments();
    world.azure.images.assignments.clear();
    world.azure.images.assignments.set('by-hand', theirs!);
    expect(await world.azd.provision()).toBeUndefined();
    expect([...world.azure.images.assignments.keys()]).toEqual(['by-hand']);
  });

  it('is reported with the role to ask for if the user is not allowed to assign roles on it', async () => {
    world = await startPortico(settings);
    world.azure.images.denied.push('PUT');
    expect(await world.azd.provision()).toMatch(
      /pull images from .*contoso .*role Role Based Access Control Administrator .*assign AcrPull/,
    );
    world.azure.images.mode = 'AbacRepositoryPermissions';
    expect(await world.azd.provision()).toContain('assign Container Registry Repository Reader');
  });

  it('is not checked by a pipeline that is not allowed to read its roles', async () => {
    world = await startPortico(settings);
    await world.azd.provision();
    world.azure.images.denied.push('GET', 'PUT');
    expect(await world.azd.provision()).toBeUndefined();
    expect(world.printed.join('\n')).toContain('were not checked');
  });

  it('is ignored without container apps', async () => {
    world = await startPortico({ CONTAINER_REGISTRY_ID: registry });
    expect(await world.run('preprovision')).toBeUndefined();
    expect(assignments()).toEqual([]);
    expect(world.azure.groups.size).toBe(0);
  });
});

describe('an image that the registry of CONTAINER_REGISTRY_ID does not contain', () => {
  it.each(['portico:1', 'ghcr.io/contoso/portico:1', 'contoso2.azurecr.io/portico:1', 'contoso.azurecr.io'])(
    'is refused before anything is created: %s',
    async (image) => {
      world = await startPortico({ ...settings, CONTAINER_IMAGE: image });
      expect(await world.azd.provision()).toMatch(
        /^CONTAINER_IMAGE must begin with the login server .*azd env set CONTAINER_REGISTRY_ID=$/,
      );
      expect(world.writes).toEqual([]);
    },
  );

  it.each([
    { CONTAINER_IMAGE: 'contoso-d7e4c2hxbzf0ezd8.azurecr.io/portico@sha256:0a1b' },
    { CONTAINER_IMAGE: 'Contoso.azurecr.io/portico:1' },
    { CONTAINER_IMAGE: 'ghcr.io/contoso/portico:1', CONTAINER_REGISTRY_ID: '' },
  ])('does not include %o', async (image) => {
    world = await startPortico({ ...settings, ...image });
    expect(await world.azd.provision()).toBeUndefined();
  });
});
