import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

import type { Store } from '../../../src/state/store.ts';
import type { OpenedStore } from '../../state/store-contract.ts';
import type { StoreAccess, StoreAnswer, StoreCall } from './store-process.ts';

/** Opens a store in a process that also trusts this certificate (PEM), if given. */
export async function openStoreProcess(access: StoreAccess, trusted?: string): Promise<OpenedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-store-'));
  const program = join(folder, 'main.mjs');
  await build({
    entryPoints: { main: 'test/interop/instances/store-process.ts' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  const certificate = join(folder, 'trusted.pem');
  if (trusted !== undefined) await writeFile(certificate, trusted);
  const child = fork(program, [JSON.stringify(access)], {
    env: trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate },
    serialization: 'advanced',
  });

  const waiting = new Map<number, (answer: StoreAnswer) => void>();
  let calls = 0;
  child.on('message', (answer: StoreAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.once('exit', () => {
    for (const [id, take] of waiting) take({ id, problem: 'The process of the store ended.', cause: '' });
  });
  const call =
    (method: keyof Store) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const id = (calls += 1);
      const answer = await new Promise<StoreAnswer>((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, method, args } satisfies StoreCall);
      });
      if ('problem' in answer) throw new Error(answer.problem, { cause: answer.cause });
      return answer.result;
    };
  const methods = ['insert', 'get', 'has', 'replace', 'remove', 'list'] as const;
  return {
    store: Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as Store,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
