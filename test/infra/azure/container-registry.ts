import { refuse, type Answer, type ServiceRequest } from './service.ts';

const registry =
  '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso';

const ACR_PULL = '7f951dda-4ed3-4680-a7ca-43fe172d538d';
const REPOSITORY_READER = 'b93aa761-3e63-49ed-ac28-beffa264f7ac';

type Assignment = {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: string;
};

/** Stand-in for an organisation's container registry, in another subscription. */
export type ContainerRegistry = {
  readonly id: string;
  /**
   * The registry's permission mode, as Azure returns it. A cloud without API version 2025-11-01 refuses to return the
   * mode.
   */
  mode: 'LegacyRegistryPermissions' | 'AbacRepositoryPermissions' | 'unsupported';
  /** Assignment name → role assignment on the registry. */
  readonly assignments: Map<string, Assignment>;
  /** The number of requests to refuse because Entra does not know the new identity yet. */
  unknownPrincipal: number;
  /** The methods for which requests are refused with 403: `GET` or `PUT`. */
  readonly denied: string[];
  /** Returns whether a principal can pull images. Each permission mode ignores the other mode's role. */
  readonly canPull: (principalId: string) => boolean;
  /** Returns undefined for requests that are not about the registry. */
  readonly answer: (incoming: ServiceRequest) => Answer | undefined;
};

export function createContainerRegistry(): ContainerRegistry {
  const images: ContainerRegistry = {
    id: registry,
    mode: 'LegacyRegistryPermissions',
    assignments: new Map(),
    unknownPrincipal: 0,
    denied: [],
    canPull: (principalId) => {
      const role = images.mode === 'AbacRepositoryPermissions' ? REPOSITORY_READER : ACR_PULL;
      return [...images.assignments.values()].some(
        (one) => one.principalId === principalId && one.roleDefinitionId.endsWith(role),
      );
    },
    answer: ({ method, path, query, body }) => {
      if (!path.startsWith(registry)) return undefined;
      const [, name] =
        /^\/providers\/Microsoft\.Authorization\/roleAssignments(?:\/([0-9a-f-]{36}))?$/.exec(
          path.slice(registry.length),
        ) ?? [];
      if (images.denied.includes(method)) return refuse(403, 'AuthorizationFailed');
      if (path === registry) {
        if (images.mode === 'unsupported') return refuse(400, 'NoRegisteredProviderFound');
        return { status: 200, json: { properties: { roleAssignmentMode: images.mode } } };
      }
      if (method === 'GET') {
        const principalId = /principalId eq '([^']+)'/.exec(query.get('$filter') ?? '')?.[1];
        const value = [...images.assignments.values()]
          .filter((one) => one.principalId === principalId)
          .map((properties) => ({ properties }));
        return { status: 200, json: { value } };
      }
      if (images.unknownPrincipal > 0) {
        images.unknownPrincipal -= 1;
        return refuse(400, 'PrincipalNotFound');
      }
      images.assignments.set(name!, (body as { properties: Assignment }).properties);
      return { status: 201, json: {}, wrote: true };
    },
  };
  return images;
}
