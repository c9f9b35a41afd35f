import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';

import { script } from '../scripts.ts';
import { createAzdProgram, type AzdProgram } from './azd.ts';
import { createClock, type Clock } from './clock.ts';
import { createDirectory, type Directory } from './directory.ts';
import { deployTemplates, removeGroup, templateOutputs } from './deployment.ts';
import { createResourceManager, type ResourceManager } from './resource-manager.ts';
import { serveJson, type Answer, type ServiceRequest } from './service.ts';

type Carrier = { properties?: { parameters: { root: { value: string } } } };
type Hook = (context: unknown) => Promise<void>;
type ApplicationScript = {
  readEntraApp: () => {
    signInPermissions: string[];
    tools: { permissions: string[]; elsewhere?: Record<string, string[]> }[];
  };
};
type AzdScript = { createAzd: (environment: string, run: (args: string[]) => Promise<string>) => unknown };
type HookScript = { createContext: (world: object) => unknown; errorMessage: (error: unknown) => string };
type StopScript = { Stop: new (message: string) => Error };
type CloudScript = { findCloud: (name: string | undefined) => Record<string, string> };

const { readEntraApp } = await script<ApplicationScript>('scripts/azd/entra/application.js');
const { createAzd } = await script<AzdScript>('scripts/azd/base/azd.js');
const { createContext, errorMessage } = await script<HookScript>('scripts/azd/hook.js');
const { Stop } = await script<StopScript>('scripts/azd/base/stop.js');
const { findCloud } = await script<CloudScript>('scripts/azd/base/clouds.js');

/** Stand-ins for a subscription, a tenant, the deployed app and azd. */
export type World = {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly azure: ResourceManager;
  /** The azd environment. */
  readonly env: Record<string, string>;
  readonly azd: AzdProgram;
  /** Everything that hooks printed, even if azd does not show it. */
  readonly printed: string[];
  /** The arguments of each azd command that hooks ran. */
  readonly azdCalls: string[][];
  /** Requests in order, without bodies. */
  readonly requests: string[];
  /** Requests and azd settings that changed something, in order. */
  readonly writes: string[];
  /** The seal roots that were passed to deployments. */
  readonly roots: string[];
  /** The cloud that azd is configured for. */
  azureCloud: string;
  /** Resources that require a new sign-in to azd because of Conditional Access. */
  readonly signInNeeded: Set<'arm' | 'graph'>;
  /** Whether the app's URL resolves. */
  reachable: boolean;
  /** Whether azd runs inside the private network. */
  inside: boolean;
  /** When the app becomes ready. */
  readyAt: number;
  /** Whether the code is deployed. */
  released: boolean;
  /** After this many writes, every request fails until `reconnect` is called. */
  crashAfter: number | undefined;
  readonly reconnect: () => void;
  /** Runs a hook; returns its error message. */
  readonly run: (hook: string) => Promise<string | undefined>;
  /** Deploys the templates. */
  readonly deploy: () => void;
  /** Does what azd down does before its hook runs. */
  readonly down: () => void;
  /** Runs azd up; returns the error that ended it. */
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
      const root = (body as Carrier | undefined)?.properties?.parameters?.root?.value;
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
  const origins: Readonly<Record<string, string>> = { arm: arm.origin, graph: graph.origin };

  /** Runs the azd commands that hooks use. */
  const runAzd = (args: string[]): Promise<string> => {
    const [first = '', second = '', ...rest] = args;
    switch (`${first} ${second}`) {
      case 'auth token': {
        const scope = rest[rest.indexOf('--scope') + 1];
        const kind = scope === `${arm.origin}/.default` ? 'arm' : 'graph';
        if (world.signInNeeded.has(kind))
          return Promise.reject(new Stop('azd auth token failed: reauthentication required.'));
        return Promise.resolve(JSON.stringify({ token: `${kind}-token` }));
      }
      case 'config show':
        return Promise.resolve(JSON.stringify({ cloud: { name: world.azureCloud } }));
      case 'env get-values':
        return Promise.resolve(JSON.stringify(world.env));
      case 'env set': {
        const [name = '', value = ''] = rest;
        if (crashed) return Promise.reject(new Error('interrupted'));
        world.azdCalls.push(['env', 'set', name, value]);
        world.env[name] = value;
        return wrote(`azd env set ${name}`) ? Promise.resolve('') : Promise.reject(new Error('interrupted'));
      }
      default:
        throw new Error(`azd has no command ${first} ${second} here.`);
    }
  };

  /** Redirects requests for the app's own hosts to the stand-in. */
  const fetchHere: typeof fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    // From inside the network, the deployment site requires a sign-in (401) instead of refusing access (403).
    if (url.hostname.includes('.scm.'))
      return Promise.resolve(new Response('', { status: world.inside ? 401 : 403 }));
    const isOwn = url.origin === world.env['PUBLIC_URL'];
    return fetch(isOwn ? new URL(url.pathname, site.origin) : input, init);
  };

  const program = async (file: string, values: Readonly<Record<string, string>>) => {
    const lines: string[] = [];
    const print = (line: string) => {
      lines.push(line);
      world.printed.push(line);
    };
    const context = createContext({
      azd: createAzd('prod', runAzd),
      env: { ...values },
      cloud: { ...findCloud(world.env['CLOUD']), ...origins },
      print,
      sleep: clock.sleep,
      now: clock.now,
      random: randomBytes,
      fetch: fetchHere,
      connectors: (origin: string) => Promise.resolve(`Connector files for ${origin}`),
    });
    const name = basename(file, '.js');
    const exported = await script<Record<string, Hook>>(file);
    try {
      await exported[name]!(context);
      return { lines };
    } catch (error) {
      return { lines, error: errorMessage(error) };
    }
  };

  const env: Record<string, string> = {
    AZURE_ENV_NAME: 'prod',
    AZURE_SUBSCRIPTION_ID: '11111111-1111-4111-8111-111111111111',
    AZURE_LOCATION: 'westeurope',
    ...settings,
  };
  const world: World = {
    clock,
    directory,
    azure,
    env,
    azd: createAzdProgram({
      env,
      program,
      templates: () => world.deploy(),
      release: () => {
        if (world.env['INBOUND'] === 'private' && !world.inside) throw new Error('403 Ip Forbidden');
        azure.release();
        world.released = true;
      },
      remove: () => {
        world.down();
        // azd also removes the outputs of the deployment from its environment.
        for (const name of templateOutputs()) delete world.env[name];
      },
    }),
    printed: [],
    azdCalls: [],
    requests: [],
    writes: [],
    roots: [],
    azureCloud: 'AzureCloud',
    signInNeeded: new Set(),
    reachable: true,
    inside: false,
    readyAt: 0,
    released: false,
    crashAfter: undefined,
    reconnect: () => {
      crashed = false;
      world.crashAfter = undefined;
    },
    run: (hook) => world.azd.hook(hook),
    deploy: () => deployTemplates(world.env, azure, clock, site.origin),
    down: () => removeGroup(world.env, azure),
    up: () => world.azd.up(),
    close: async () => {
      await Promise.all([graph.close(), arm.close(), site.close()]);
    },
  };
  return world;
}

function everyPermission(): string[] {
  const { signInPermissions, tools } = readEntraApp();
  return [...new Set([...signInPermissions, ...tools.flatMap(namedBy)])];
}

function namedBy({
  permissions,
  elsewhere = {},
}: {
  permissions: string[];
  elsewhere?: Record<string, string[]>;
}) {
  return [...permissions, ...Object.values(elsewhere).flat()];
}
