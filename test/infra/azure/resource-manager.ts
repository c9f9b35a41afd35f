import type { Clock } from './clock.ts';
import { createContainerRegistry, type ContainerRegistry } from './container-registry.ts';
import { createDnsZones, type DnsZones } from './dns-zones.ts';
import { refuse, type Answer, type ServiceRequest } from './service.ts';

/** Stand-in for the part of Azure Resource Manager that the hooks use. */
export type ResourceManager = {
  readonly answer: (incoming: ServiceRequest) => Answer;
  /** Resource provider namespace → the time from which the provider is registered. */
  providers: Map<string, number>;
  /** Resource group → its tags. */
  groups: Map<string, Readonly<Record<string, string>>>;
  /** Resource type, such as `Microsoft.Web/sites` → API versions that its provider offers. */
  apiVersions: Map<string, readonly string[]>;
  /** The regions that offer Flex Consumption. */
  flexRegions: readonly string[];
  vaults: Map<string, Vault>;
  deletedVaults: Map<string, Vault>;
  /** Vault name → the resource group that holds the vault. */
  taken: Map<string, string>;
  /** Container app → the custom domains bound to it. */
  containerApps: Map<string, ContainerDomain[]>;
  /** Private endpoint → the id of its private DNS zone. */
  endpoints: Map<string, string>;
  identities: Set<string>;
  images: ContainerRegistry;
  dns: DnsZones;
  /** Budget → the first day of its first month. */
  budgets: Map<string, string>;
  /** Suffix of a stack → when its roles were assigned. */
  assignments: Map<string, number>;
  /** Time until a new role assignment takes effect, in milliseconds. */
  spreadMs: number;
  /** Publishes a release; throws until the new roles take effect. */
  release: () => void;
  deployments: Map<string, { doneAt: number; error?: unknown }>;
  /** The actions that the user may perform. */
  actions: string[];
  notActions: string[];
  denied: string[];
};

export type ContainerDomain = {
  readonly name: string;
  readonly bindingType?: string;
  readonly certificateId?: string;
};

type Vault = { secrets: Map<string, string[]>; firewall: boolean; network?: string };

const subscription = '/subscriptions/11111111-1111-4111-8111-111111111111';
const DEPLOYMENT_MS = 20_000;
const REGISTRATION_MS = 60_000;

/** Creates an empty subscription whose owner runs azd. */
export function createResourceManager(clock: Clock): ResourceManager {
  const manager: ResourceManager = {
    providers: new Map(),
    groups: new Map(),
    apiVersions: new Map(),
    flexRegions: ['West Europe', 'East US 2'],
    vaults: new Map(),
    taken: new Map(),
    containerApps: new Map(),
    endpoints: new Map(),
    identities: new Set(),
    images: createContainerRegistry(),
    dns: createDnsZones(),
    budgets: new Map(),
    assignments: new Map(),
    spreadMs: 4 * 60_000,
    release: () => {
      const newest = Math.max(0, ...manager.assignments.values());
      if (clock.now() - newest < manager.spreadMs)
        throw new Error(
          'InaccessibleStorageException: Failed to access storage account for deployment: 403.',
        );
    },
    deletedVaults: new Map(),
    deployments: new Map(),
    actions: ['*'],
    notActions: [],
    denied: [],
    answer: (incoming) => {
      const { method, path, query } = incoming;
      if (incoming.headers.authorization !== 'Bearer arm-token') return refuse(401, 'AuthenticationFailed');
      if (!query.has('api-version')) return refuse(400, 'MissingApiVersionParameter');
      if (manager.denied.some((one) => `${method} ${path}`.startsWith(one)))
        return refuse(
          403,
          'AuthorizationFailed',
          'The client does not have authorization to perform the action.',
        );
      const elsewhere = manager.dns.answer(incoming) ?? manager.images.answer(incoming);
      if (elsewhere !== undefined) return elsewhere;
      if (!path.toLowerCase().startsWith(subscription)) return refuse(404, 'SubscriptionNotFound');
      const rest = path.slice(subscription.length);
      const handler = handlers.find(([pattern]) => pattern.test(`${method} ${rest}`));
      if (handler === undefined) return refuse(404, 'NotFound', `${method} ${path}`);
      return handler[1](incoming, handler[0].exec(`${method} ${rest}`)!.slice(1));
    },
  };
  const missing = refuse(404, 'ResourceNotFound');
  const handlers: [RegExp, (incoming: ServiceRequest, parts: string[]) => Answer][] = [
    [/^GET $/, () => ({ status: 200, json: { tenantId: '22222222-2222-4222-8222-222222222222' } })],
    [
      /^GET \/providers\/Microsoft\.Authorization\/permissions$/,
      () => ({
        status: 200,
        json: { value: [{ actions: manager.actions, notActions: manager.notActions }] },
      }),
    ],
    [
      /^GET \/providers\/([\w.]+)$/,
      (_, [name]) => {
        const at = manager.providers.get(name!);
        const state = at === undefined ? 'NotRegistered' : at <= clock.now() ? 'Registered' : 'Registering';
        const resourceTypes = [...manager.apiVersions]
          .filter(([type]) => type.startsWith(`${name!}/`))
          .map(([type, apiVersions]) => ({ resourceType: type.slice(name!.length + 1), apiVersions }));
        return { status: 200, json: { namespace: name, registrationState: state, resourceTypes } };
      },
    ],
    [
      /^POST \/providers\/([\w.]+)\/register$/,
      (_, [name]) => {
        manager.providers.set(name!, clock.now() + REGISTRATION_MS);
        return { status: 200, json: { registrationState: 'Registering' }, wrote: true };
      },
    ],
    [
      /^GET \/providers\/Microsoft\.KeyVault\/locations\/\w+\/deletedVaults\/([\w-]+)$/,
      (_, [name]) => (manager.deletedVaults.has(name!) ? { status: 200, json: { name } } : missing),
    ],
    [
      /^GET \/providers\/Microsoft\.Web\/geoRegions$/,
      () => ({ status: 200, json: { value: manager.flexRegions.map((name) => ({ name })) } }),
    ],
    [
      /^GET \/resourceGroups\/[\w-]+\/providers\/Microsoft\.Storage\/storageAccounts\/st(\w+)\/providers\/Microsoft\.Authorization\/roleAssignments$/,
      (_, [suffix]) => {
        const at = manager.assignments.get(suffix!);
        const value = at === undefined ? [] : [{ properties: { createdOn: new Date(at).toISOString() } }];
        return { status: 200, json: { value } };
      },
    ],
    [
      /^(GET|DELETE) \/resourceGroups\/[\w-]+\/providers\/Microsoft\.Consumption\/budgets\/([\w-]+)$/,
      (_, [method, name]) => {
        const start = manager.budgets.get(name!);
        if (start === undefined) return missing;
        if (method === 'GET')
          return {
            status: 200,
            json: { name, properties: { timePeriod: { startDate: `${start}T00:00:00Z` } } },
          };
        manager.budgets.delete(name!);
        return { status: 200, json: {}, wrote: true };
      },
    ],
    [
      /^GET \/resourcegroups\/([\w-]+)$/,
      (_, [name]) => {
        const tags = manager.groups.get(name!);
        return tags === undefined ? missing : { status: 200, json: { name, tags } };
      },
    ],
    [
      /^PUT \/resourcegroups\/([\w-]+)$/,
      ({ body }, [name]) => {
        manager.groups.set(name!, (body as { tags: Record<string, string> }).tags);
        return { status: 201, json: {}, wrote: true };
      },
    ],
    [
      /^(GET|PUT) \/resourceGroups\/([\w-]+)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/id-(\w+)$/,
      (_, [method, group, suffix]) => {
        if (!manager.groups.has(group!)) return refuse(404, 'ResourceGroupNotFound');
        if (method === 'GET' && !manager.identities.has(suffix!)) return missing;
        manager.identities.add(suffix!);
        const json = { properties: { principalId: `principal-of-${suffix!}` } };
        return { status: 200, json, ...(method === 'PUT' && { wrote: true as const }) };
      },
    ],
    [
      /^GET \/resourceGroups\/[\w-]+\/providers\/Microsoft\.App\/containerApps\/([\w-]+)$/,
      (_, [name]) => {
        const customDomains = manager.containerApps.get(name!);
        if (customDomains === undefined) return missing;
        return { status: 200, json: { properties: { configuration: { ingress: { customDomains } } } } };
      },
    ],
    [
      /^GET \/resourceGroups\/([\w-]+)\/providers\/Microsoft\.Network\/privateEndpoints$/,
      (_, [group]) => {
        const value = [...manager.endpoints.keys()].map((name) => ({ name }));
        return manager.groups.has(group!) ? { status: 200, json: { value } } : missing;
      },
    ],
    [
      /^GET \/resourceGroups\/[\w-]+\/providers\/Microsoft\.Network\/privateEndpoints\/([\w-]+)\/privateDnsZoneGroups$/,
      (_, [name]) => {
        const config = { properties: { privateDnsZoneId: manager.endpoints.get(name!) } };
        return { status: 200, json: { value: [{ properties: { privateDnsZoneConfigs: [config] } }] } };
      },
    ],
    [
      /^GET \/resourceGroups\/[\w-]+\/providers\/Microsoft\.KeyVault\/vaults\/([\w-]+)\/secrets\/([\w-]+)$/,
      (_, [vault, name]) =>
        manager.vaults.get(vault!)?.secrets.has(name!) ? { status: 200, json: { name } } : missing,
    ],
    [
      /^GET \/resourceGroups\/[\w-]+\/providers\/Microsoft\.Resources\/deployments\/([\w-]+)$/,
      (_, [name]) => {
        const deployment = manager.deployments.get(name!);
        if (deployment === undefined) return missing;
        const ended = deployment.error === undefined ? 'Succeeded' : 'Failed';
        const provisioningState = deployment.doneAt <= clock.now() ? ended : 'Running';
        return { status: 200, json: { properties: { provisioningState, error: deployment.error } } };
      },
    ],
    [
      /^PUT \/resourceGroups\/[\w-]+\/providers\/Microsoft\.Resources\/deployments\/([\w-]+)$/,
      ({ body }, [name]) =>
        deploySecret(manager, clock, name!, (body as { properties: Deployment }).properties),
    ],
  ];
  return manager;
}

type Deployment = {
  readonly template: {
    readonly parameters: Record<string, { readonly type: string }>;
    readonly resources: readonly { readonly name: string; readonly properties: { readonly value: string } }[];
  };
  readonly parameters: Record<string, { readonly value: string }>;
};

/** Runs a deployment that writes a secret to a vault. */
function deploySecret(manager: ResourceManager, clock: Clock, name: string, properties: Deployment): Answer {
  const { template, parameters } = properties;
  if (Object.keys(template.parameters).some((one) => !(one in parameters)))
    return refuse(400, 'InvalidTemplate');
  const secure = Object.entries(template.parameters).filter(([, { type }]) => type === 'securestring');
  if (secure.length !== 1) return refuse(400, 'InvalidTemplate', 'One secure parameter was expected.');
  const doneAt = clock.now() + DEPLOYMENT_MS;
  for (const resource of template.resources) {
    const [, parameter, suffix] = /^\[concat\(parameters\('(\w+)'\), '\/([\w-]+)'\)\]$/.exec(resource.name)!;
    const vault = manager.vaults.get(parameters[parameter!]!.value);
    if (vault === undefined) return refuse(404, 'ParentResourceNotFound');
    if (vault.firewall) {
      const details = [{ code: 'ForbiddenByFirewall', message: 'Client address is not authorized.' }];
      manager.deployments.set(name, { doneAt, error: { code: 'DeploymentFailed', details } });
      return { status: 201, json: {}, wrote: true };
    }
    const value = parameters[/parameters\('(\w+)'\)/.exec(resource.properties.value)![1]!]!.value;
    vault.secrets.set(suffix!, [...(vault.secrets.get(suffix!) ?? []), value]);
  }
  manager.deployments.set(name, { doneAt });
  return { status: 201, json: {}, wrote: true };
}
