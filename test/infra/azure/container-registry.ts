import { refuse, type Answer, type ServiceRequest } from './service.ts';

const registry =
  '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso';

type Assignment = {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: string;
};

/** Stand-in of an organisation's container registry, in another subscription. */
export type ContainerRegistry = {
  readonly id: string;
  /** Name → role assignment on the registry. */
  readonly assignments: Map<string, Assignment>;
  /** How many requests are refused because Entra does not know the new identity yet. */
  unknownPrincipal: number;
  /** Requests that are refused with 403: `GET` or `PUT`. */
  readonly denied: string[];
  /** Undefined for requests that are not about the registry. */
  readonly answer: (incoming: ServiceRequest) => Answer | undefined;
};

export function createContainerRegistry(): ContainerRegistry {
  const images: ContainerRegistry = {
    id: registry,
    assignments: new Map(),
    unknownPrincipal: 0,
    denied: [],
    answer: ({ method, path, query, body }) => {
      if (!path.startsWith(registry)) return undefined;
      const [, name] =
        /^\/providers\/Microsoft\.Authorization\/roleAssignments(?:\/([0-9a-f-]{36}))?$/.exec(
          path.slice(registry.length),
        ) ?? [];
      if (images.denied.includes(method)) return refuse(403, 'AuthorizationFailed');
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
