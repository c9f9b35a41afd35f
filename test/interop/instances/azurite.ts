import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import type { Certificate } from '../../kit/certificates/certificate.ts';
import { freePort } from '../../kit/free-port.ts';
import { programs } from '../kit/programs.ts';

/** Azurite's table service, in memory. */
export type Azurite = {
  /** The value for the setting `STATE_TABLES_URL`. */
  readonly url: string;
  /** Makes Azurite accept connections without responding until `resume` is called. Rows are kept. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => Promise<void>;
};

const OPTIONS = ['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck'];

/**
 * Starts Azurite on a free port of 127.0.0.1 and waits until it listens. With a certificate, Azurite uses TLS and also
 * accepts bearer tokens (`--oauth basic`). It checks the tokens' issuer, audience and times.
 */
export async function startAzurite({ certificate }: { certificate?: Certificate } = {}): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-azurite-'));
  const tls = certificate === undefined ? [] : await tlsOptions(certificate, folder);
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    [programs.azuriteTable, '--tableHost', '127.0.0.1', '--tablePort', port, ...OPTIONS, ...tls],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, env: { PATH: process.env['PATH'] } },
  );
  await started(child);
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/devstoreaccount1`,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function tlsOptions({ cert, key }: Certificate, folder: string): Promise<string[]> {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  await writeFile(files.cert, cert);
  await writeFile(files.key, key);
  return ['--oauth', 'basic', '--cert', files.cert, '--key', files.key];
}

function started(child: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (text: string): void => {
      printed += text;
      if (/successfully started/.test(printed)) resolve();
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('exit', () => reject(new Error(`Azurite did not start:\n${printed}`)));
  });
}
