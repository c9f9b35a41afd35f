import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type RegisteredFunction = {
  readonly name: string;
  readonly type: string;
  readonly route?: string;
  readonly methods?: readonly string[];
  readonly authLevel?: string;
  readonly schedule?: string;
};

/** The built functions in their own process, run as the Azure Functions worker runs them. */
export type Runner = {
  readonly functions: readonly RegisteredFunction[];
  readonly origin: string;
  /** All output so far. */
  readonly output: () => string;
  close(): Promise<void>;
};

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Starts the bundle in dist/functions with exactly this environment; rejects with the process's output if the bundle
 * does not load.
 */
export async function startRunner(env: Readonly<Record<string, string>>, port = 0): Promise<Runner> {
  const script = fileURLToPath(new URL('runner-process.js', import.meta.url));
  const child = fork(script, [root, String(port)], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'exit');
  const message = await Promise.race([once(child, 'message'), ended.then(() => undefined)]);
  if (message === undefined) throw new Error(`The functions did not load:\n${output}`);
  const [{ functions, port: actual }] = message as [{ functions: RegisteredFunction[]; port: number }];
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
