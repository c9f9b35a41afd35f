import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { parse } from 'yaml';

import { root } from '../scripts.ts';
import { resolveParameters } from './parameters.ts';

/** The hooks of azure.yaml. */
type Hooks = Readonly<Record<string, { readonly run: string; readonly interactive?: boolean }>>;

/** What the azd stand-in needs from the other stand-ins. */
type Parts = {
  readonly env: Record<string, string>;
  /**
   * Runs a hook's program with values from the azd environment. Returns the program's output and, if it failed, its
   * error.
   */
  readonly program: (
    file: string,
    values: Readonly<Record<string, string>>,
  ) => Promise<{ readonly lines: readonly string[]; readonly error?: string }>;
  /** Deploys the templates; throws Azure's error. */
  readonly templates: () => void;
  /** Publishes the code; throws Azure's error. */
  readonly release: () => void;
  /** Deletes the resource group. */
  readonly remove: () => void;
};

/**
 * Stand-in for the Azure Developer CLI. As in azd:
 * - `up` resolves parameters before any hook runs, then packages, provisions and deploys.
 * - A hook's output is shown only if the hook is interactive.
 * - `--preview` skips hooks.
 * - A failed command ends the run.
 */
export type AzdProgram = {
  /** What the user sees: the output of interactive hooks, and errors. */
  readonly seen: string[];
  /** What azd asked the user for. */
  readonly asked: string[];
  /** Without a terminal, azd runs with --no-prompt, so a question is an error. */
  terminal: boolean;
  /** Each command returns the error that ended it, if any. */
  readonly up: () => Promise<string | undefined>;
  readonly provision: (flag?: '--preview') => Promise<string | undefined>;
  readonly deploy: () => Promise<string | undefined>;
  readonly down: () => Promise<string | undefined>;
  readonly hook: (name: string) => Promise<string | undefined>;
};

class Failed extends Error {}

export function createAzdProgram(parts: Parts): AzdProgram {
  const { env } = parts;
  const hooks = readHooks();
  const hook = async (name: string, values: Readonly<Record<string, string>> = env) => {
    const described = hooks[name];
    if (described === undefined) return;
    const { lines, error } = await parts.program(described.run, values);
    if (described.interactive === true) azd.seen.push(...lines);
    if (error !== undefined) throw new Failed(error);
  };
  const ask = (name: string, answer: string | undefined) => {
    if (!azd.terminal)
      throw new Failed(`azd needs a value for ${name}, and --no-prompt forbids the question.`);
    azd.asked.push(name);
    if (answer !== undefined) env[name] = answer;
  };
  const step = (work: () => void) => {
    try {
      work();
    } catch (error) {
      throw new Failed((error as Error).message);
    }
  };
  const resolve = () => {
    for (const name of resolveParameters(env).asked) ask(name, undefined);
  };
  const provision = async (flag?: '--preview') => {
    if (flag === undefined) await hook('preprovision');
    resolve();
    if (flag !== undefined) return;
    step(parts.templates);
    await hook('postprovision');
  };
  const deploy = async () => {
    await hook('predeploy');
    step(parts.release);
    await hook('postdeploy');
  };
  const command = async (work: () => Promise<void>) => {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      azd.seen.push(`ERROR: ${error.message}`);
      return error.message;
    }
  };
  const azd: AzdProgram = {
    seen: [],
    asked: [],
    terminal: true,
    up: () =>
      command(async () => {
        for (const [name, answer] of Object.entries(answers)) if (!env[name]) ask(name, answer);
        resolve();
        const atStart = { ...env };
        await hook('preup');
        await provision();
        await deploy();
        // A `postup` hook may run with the values that were set when `up` started.
        await hook('postup', atStart);
      }),
    provision: (flag) => command(() => provision(flag)),
    deploy: () => command(deploy),
    down: () =>
      command(async () => {
        await hook('predown');
        step(parts.remove);
        await hook('postdown');
      }),
    hook: (name) => command(() => hook(name)),
  };
  return azd;
}

/** The user's answers to the three questions that azd always asks. */
const answers: Readonly<Record<string, string>> = {
  AZURE_ENV_NAME: 'prod',
  AZURE_SUBSCRIPTION_ID: '11111111-1111-4111-8111-111111111111',
  AZURE_LOCATION: 'westeurope',
};

function readHooks(): Hooks {
  const text = readFileSync(fileURLToPath(new URL('azure.yaml', root)), 'utf8');
  return (parse(text) as { hooks: Hooks }).hooks;
}
