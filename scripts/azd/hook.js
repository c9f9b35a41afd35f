import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { createAzd, signInCommand } from './base/azd.js';
import { findCloud } from './base/clouds.js';
import { writeConnectors } from './report/connectors.js';
import { createRest, RestError } from './base/rest.js';
import { Stop } from './base/stop.js';

/**
 * The dependencies of a hook. Times are in milliseconds. `env` is the azd environment; `set` writes a value only if it
 * differs; `refresh` reads the environment again.
 * @typedef {{ env: Record<string, string | undefined>, set: (name: string, value: string) => Promise<void>,
 *   refresh: () => Promise<void>,
 *   azureCloud: () => Promise<string>, cloud: ReturnType<typeof findCloud>,
 *   arm: import('./base/rest.js').Rest, graph: import('./base/rest.js').Rest, print: (line: string) => void,
 *   sleep: (ms: number) => Promise<void>, now: () => number, random: (bytes: number) => Buffer,
 *   fetch: typeof globalThis.fetch, connectors: (origin: string) => Promise<string> }} HookContext
 */

/**
 * @param {Pick<HookContext, 'env' | 'print' | 'sleep' | 'now' | 'random' | 'fetch' | 'cloud' | 'connectors'> & { azd: import('./base/azd.js').Azd }} world
 * @returns {HookContext}
 */
export function createContext({ azd, ...world }) {
  const { cloud, env, fetch } = world;
  const pause = { sleep: world.sleep, fetch };
  return {
    ...world,
    set: async (name, value) => {
      if ((env[name] ?? '') === value) return;
      await azd.set(name, value);
      env[name] = value;
    },
    refresh: async () => void Object.assign(env, await azd.values()),
    azureCloud: () => azd.cloudName(),
    arm: createRest({
      name: 'Azure',
      origin: cloud.arm,
      token: () => azd.token(cloud.arm),
      signIn: () => signInCommand(cloud.arm),
      ...pause,
    }),
    graph: createRest({
      name: 'Graph',
      origin: cloud.graph,
      token: () => azd.token(cloud.graph, env.AZURE_TENANT_ID || undefined),
      signIn: () => signInCommand(cloud.graph, env.AZURE_TENANT_ID || undefined),
      ...pause,
    }),
  };
}

/**
 * Runs a hook as azd calls it. On failure it prints one sentence and sets exit code 1.
 * @param {(context: HookContext) => Promise<void>} hook
 */
export async function run(hook) {
  try {
    const context = createContext({
      azd: createAzd(process.env.AZURE_ENV_NAME ?? ''),
      env: { ...process.env },
      cloud: findCloud(process.env.CLOUD),
      print: (line) => void process.stdout.write(`${line}\n`),
      sleep: (ms) => sleep(ms),
      now: Date.now,
      random: randomBytes,
      fetch: globalThis.fetch,
      connectors: writeConnectors,
    });
    await hook(context);
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exitCode = 1;
  }
}

/** The message for the user who runs azd. @param {unknown} error */
export function errorMessage(error) {
  if (error instanceof Stop) return error.message;
  if (error instanceof RestError) return `${error.message} It is safe to run azd again once this is fixed.`;
  return `The hook failed: ${error instanceof Error ? error.message : 'unknown'}`;
}
