import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const UNTIL_MS = 15_000;

/** A built program in its own process. */
export type Program = {
  readonly child: ChildProcess;
  /** All output so far, including standard error. */
  readonly output: () => string;
  /** Resolves once the output contains `text`; rejects with the output if the process ends or takes too long. */
  readonly until: (text: string) => Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
};

/** Starts dist/node/<name>.js with exactly this environment. */
export function startProgram(
  name: 'serve' | 'demo' | 'standins' | 'tour' | 'block',
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Program {
  const file = fileURLToPath(new URL(`../../dist/node/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return watchProgram(name, child);
}

/** Collects the output of a process. `name` is the program's name in errors. */
export function watchProgram(name: string, child: ChildProcessByStdio<null, Readable, Readable>): Program {
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const watcher of watchers) watcher();
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const until = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`${name} did not print "${text}":\n${output}`));
      const timer = setTimeout(fail, UNTIL_MS);
      const look = () => {
        if (!output.includes(text)) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      void ended.then(fail);
      look();
    });
  return { child, output: () => output, until, ended };
}
