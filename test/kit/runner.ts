import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A function as the built bundle registers it. */
export type RegisteredFunction = {
  readonly name: string;
  readonly type: string;
  readonly route?: string;
  readonly methods?: readonly string[];
  readonly authLevel?: string;
  readonly schedule?: string;
};

/** The built functions in a process of their own, run as the worker of Azure Functions runs them. */
export type Runner = {
  readonly functions: readonly RegisteredFunction[];
  readonly origin: string;
  /** What the process wrote so far. */
  readonly output: () => string;
  close(): Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the bundle in dist/functions with exactly this environment; rejects with its output where it does not load. */
export async function startRunner(env: Readonly<Record<string, string>>, port = 0): Promise<Runner> {
  const script = fileURLToPath(new URL('runner-process.js', import.meta.url));
  const child = fork(script, [root, String(port)], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'exit');
  const told = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (told === undefined) throw new Error(`The functions did not load:\n${output}`);
  const [{ functions, port: actual }] = told as [{ functions: RegisteredFunction[]; port: number }];
  return {
    functions: functions.toSorted((a, b) => a.name.localeCompare(b.name)),
    origin: `http://127.0.0.1:${actual}`,
    output: () => output,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
