import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { freePort } from '../../kit/free-port.ts';
import { root } from '../../infra/scripts.ts';

const path = (file: string) => fileURLToPath(new URL(file, root));

/** The outcome of running a deployed folder as the Functions host does, and of the tour against it. */
export type TourOfFunctions = {
  readonly functions: readonly string[];
  readonly code: number;
  readonly story: string;
  /** The host's standard error output. */
  readonly errorOutput: string;
};

/** Starts the functions in `folder` and runs the tour against them. */
export async function tourOfFunctions(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<TourOfFunctions> {
  const port = await freePort();
  const host = fork(path('test/kit/functions-runner/runner-process.js'), [folder, String(port)], {
    cwd: folder,
    env: { ...settings, PUBLIC_URL: `http://localhost:${port}` },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let errorOutput = '';
  host.stderr?.on('data', (chunk) => (errorOutput += String(chunk)));
  try {
    const [message] = (await Promise.race([once(host, 'message'), once(host, 'exit')])) as [
      { functions?: { name: string }[] },
    ];
    const functions = message?.functions?.map(({ name }) => name) ?? [];
    const tour = spawn(process.execPath, [path('dist/node/tour.js'), `http://127.0.0.1:${port}`], {
      env: {},
    });
    let story = '';
    tour.stdout.on('data', (chunk) => (story += String(chunk)));
    const [code] = (await once(tour, 'close')) as [number];
    return { functions, code, story, errorOutput };
  } finally {
    host.kill();
    await once(host, 'exit').catch(() => {});
  }
}
