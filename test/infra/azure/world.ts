import { randomBytes } from 'node:crypto';

import { script } from '../scripts.ts';
import { createClock, type Clock } from './clock.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createResourceManager, type ResourceManager } from './resource-manager.ts';
import { serveJson, type Answer, type ServiceRequest } from './service.ts';

type Carrier = { properties?: { parameters: { root: { value: string } } } };
type Hook = (context: unknown) => Promise<void>;
type ApplicationScript = {
  readEntraApp: () => { signInPermissions: string[]; tools: { permissions: string[] }[] };
};
type HookScript = { createContext: (world: object) => unknown; errorMessage: (error: unknown) => string };

const { readEntraApp } = await script<ApplicationScript>('scripts/azd/application.js');
const { createContext, errorMessage } = await script<HookScript>('scripts/azd/hook.js');
const hooks = {
  preprovision: (await script<{ preprovision: Hook }>('scripts/azd/preprovision.js')).preprovision,
  postprovision: (await script<{ postprovision: Hook }>('scripts/azd/postprovision.js')).postprovision,
  postdeploy: (await script<{ postdeploy: Hook }>('scripts/azd/postdeploy.js')).postdeploy,
  postdown: (await script<{ postdown: Hook }>('scripts/azd/postdown.js')).postdown,
};

/** Stand-ins of a subscription, a tenant and azd. */
export type World = {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly azure: ResourceManager;
  /** The azd environment. */
  readonly env: Record<string, string>;
  /** Everything that was printed. */
  readonly printed: string[];
  /** The arguments of each azd command. */
  readonly azdCalls: string[][];
  /** Requests in order, without bodies. */
  readonly requests: string[];
  /** Requests and azd settings that changed something, in order. */
  readonly writes: string[];
  /** Seal roots in deployments. */
  readonly roots: string[];
  readonly cloud: { azure: string; login: string };
  /** Whether the URL of the app resolves. */
  reachable: boolean;
  /** When the app becomes ready. */
  readyAt: number;
  /** Every request fails after this many writes, until `reconnect`. */
  crashAfter: number | undefined;
  readonly reconnect: () => void;
  /** Runs a hook; returns its error message. */
  readonly run: (hook: keyof typeof hooks) => Promise<string | undefined>;
  /** Does what azd and the templates do between the hooks. */
  readonly deploy: () => void;
  /** Does what azd down does before its hook. */
  readonly down: () => void;
  /** Runs azd up: hooks and templates in order, up to the first failure. */
  readonly up: () => Promise<string | undefined>;
  readonly close: () => Promise<void>;
};

export async function startPortico(
  settings: Record<string, string> = {},
  offered?: readonly string[],
): Promise<World> {
  const clock = createClock();
  const directory = createDirectory(clock, offered ?? everyPermission());
  const azure = createResourceManager(clock);
  let crashed = false;
  const wrote = (what: string): boolean => {
    world.writes.push(what);
    crashed ||= world.writes.length === world.crashAfter;
    return !crashed;
  };
  const wire = {
    before: ({ method, path }: ServiceRequest) => {
      world.requests.push(`${method} ${path}`);
      return !crashed;
    },
    after: ({ method, path, body }: ServiceRequest, response: Answer) => {
      const root = (body as Carrier | undefined)?.properties?.parameters?.root.value;
      if (root !== undefined) world.roots.push(root);
      return response.wrote === undefined || wrote(`${method} ${path}`);
    },
  };
  const graph = await serveJson((incoming) => directory.answer(incoming), wire);
  const arm = await serveJson((incoming) => azure.answer(incoming), wire);
  const site = await serveJson(
    () =>
      clock.now() >= world.readyAt
        ? { status: 200, json: { status: 'ready', problems: [] } }
        : { status: 503, json: { status: 'not ready', problems: ['The seal root is not ready.'] } },
    { before: () => world.reachable, after: () => true },
  );
  const cloud = {
    azure: 'AzureCloud',
    arm: arm.origin,
    graph: graph.origin,
    login: 'https://login.microsoftonline.com',
  };
  const azd = {
    token: (resource: string) => Promise.resolve(resource === arm.origin ? 'arm-token' : 'graph-token'),
    cloudName: () => Promise.resolve('AzureCloud'),
    set: async (name: string, value: string) => {
      if (crashed) throw new Error('interrupted');
      world.azdCalls.push(['env', 'set', name, value]);
      world.env[name] = value;
      if (!wrote(`azd env set ${name}`)) throw new Error('interrupted');
    },
  };

  const world: World = {
    clock,
    directory,
    azure,
    env: {
      AZURE_ENV_NAME: 'prod',
      AZURE_SUBSCRIPTION_ID: '11111111-1111-4111-8111-111111111111',
      AZURE_LOCATION: 'westeurope',
      ...settings,
    },
    printed: [],
    azdCalls: [],
    requests: [],
    writes: [],
    roots: [],
    cloud,
    reachable: true,
    readyAt: 0,
    crashAfter: undefined,
    reconnect: () => {
      crashed = false;
      world.crashAfter = undefined;
    },
    run: async (hook) => {
      const context = createContext({
        azd,
        env: { ...world.env },
        cloud,
        print: (line: string) => world.printed.push(line),
        sleep: clock.sleep,
        now: clock.now,
        random: randomBytes,
        fetch,
        connectors: (origin: string) => Promise.resolve(`Connector files for ${origin}`),
      });
      try {
        await hooks[hook](context);
        return undefined;
      } catch (error) {
        return errorMessage(error);
      }
    },
    deploy: () => {
      const {
        PORTICO_SUFFIX: suffix = '',
        ENTRA_CLIENT_ID: client = '',
        VAULT_CREATE_MODE: mode,
      } = world.env;
      if (suffix === '' || client === '') throw new Error('The templates lack parameters.');
      const name = `kv-${suffix}`;
      const deleted = azure.deletedVaults.get(name);
      if ((deleted === undefined) === (mode === 'recover'))
        throw new Error(`ConflictError: ${name} is ${deleted ? '' : 'not '}deleted.`);
      if (deleted !== undefined) azure.deletedVaults.delete(name);
      if (!azure.vaults.has(name)) azure.vaults.set(name, { secrets: deleted ?? new Map(), firewall: false });
      azure.groups.add('rg-prod');
      Object.assign(world.env, {
        AZURE_RESOURCE_GROUP: 'rg-prod',
        AZURE_KEY_VAULT_NAME: name,
        IDENTITY_PRINCIPAL_ID: `principal-of-${suffix}`,
        TOKEN_EXCHANGE_AUDIENCE: 'api://AzureADTokenExchange',
        PORTICO_URL: site.origin,
        MCP_URL: `${site.origin}/mcp`,
      });
    },
    down: () => {
      for (const [name, { secrets }] of azure.vaults) azure.deletedVaults.set(name, secrets);
      azure.vaults.clear();
      azure.groups.clear();
      azure.deployments.clear();
    },
    up: async () => {
      const before = await world.run('preprovision');
      if (before !== undefined) return before;
      world.deploy();
      return (await world.run('postprovision')) ?? world.run('postdeploy');
    },
    close: async () => {
      await Promise.all([graph.close(), arm.close(), site.close()]);
    },
  };
  return world;
}

function everyPermission(): string[] {
  const { signInPermissions, tools } = readEntraApp();
  return [...new Set([...signInPermissions, ...tools.flatMap(({ permissions }) => permissions)])];
}
