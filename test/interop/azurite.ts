import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

import { freePort } from '../support/server.ts';
import { programs } from './programs.ts';

/** A real Azurite, table service only, that keeps its rows in memory. */
export type Azurite = {
  /** For the setting `STATE_TABLES_URL`. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

const OPTIONS = ['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck'];

/** Starts it on a free port of 127.0.0.1 and waits until it listens. */
export async function startAzurite(): Promise<Azurite> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [programs.azuriteTable, '--tableHost', '127.0.0.1', '--tablePort', String(port), ...OPTIONS],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir(), env: { PATH: process.env['PATH'] } },
  );
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    const read = (text: string): void => {
      printed += text;
      if (/successfully started/.test(printed)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', () => reject(new Error(`Azurite did not start:\n${printed}`)));
  });
  return {
    url: `http://127.0.0.1:${port}/devstoreaccount1`,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
