import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { request } from 'undici';

import type { StandIns } from '../../src/standins/start.ts';
import { freePort } from '../../test/kit/free-port.ts';
import { startServer, type RunningServer } from '../../test/kit/server.ts';
import type { Shot } from '../load/load.ts';
import { cpuMs, memoryMb } from './process-figures.ts';
import { shot } from '../load/shots.ts';

const START_DEADLINE_MS = 15_000;
const RETRY_MS = 2;

/**
 * The id of a client whose Entra tokens Portico accepts directly, so that a new process can serve the client without a
 * sign-in.
 */
const DIRECT_CLIENT = 'c4f0a1d2-6b3e-4a57-9c81-2f7d5e90b3a6';

/** The Node host and the Functions bundle of one build. */
export type Build = { readonly entry: string; readonly bundle: string };

/**
 * Returns the build in the folder `dist`. By default, this is the folder that contains the running benchmark's bundle.
 */
export function buildIn(dist = fileURLToPath(new URL('..', import.meta.url))): Build {
  return { entry: join(dist, 'node/serve.js'), bundle: join(dist, 'functions/main.js') };
}

/** The cost of one start, up to the first tools/list response. */
export type Start = { readonly listMs: number; readonly cpuMs: number; readonly memoryMb: number };

/** Returns the settings and the first request for a server whose start is measured. */
export async function firstList(
  standIns: StandIns,
): Promise<{ settings: Record<string, string>; list: Shot }> {
  const token = await standIns.entra.accessTokenFor('ana.silva', { azp: DIRECT_CLIENT });
  return {
    settings: { ...standIns.settings, ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT },
    list: shot(token, 'tools/list'),
  };
}

/** Starts a process of a build and stops it after its first tools/list. */
export async function measureStart(
  { entry }: Build,
  { settings, list }: Awaited<ReturnType<typeof firstList>>,
  node = process.execPath,
): Promise<Start> {
  const port = await freePort();
  const begun = performance.now();
  const server = await startServer({ settings, port, node, entry, immediately: true });
  try {
    const listMs = (await firstAnswer(server, list)) - begun;
    return { listMs, cpuMs: cpuMs(server.pid), memoryMb: memoryMb(server.pid).now };
  } catch (cause) {
    throw new Error(`No tools/list from a new process (${String(cause)}):\n${server.output()}`, { cause });
  } finally {
    await server.stop();
  }
}

/** Returns the time of the first tools/list response. Retries until the server listens. */
async function firstAnswer(server: RunningServer, { path, expects, ...init }: Shot): Promise<number> {
  const deadline = performance.now() + START_DEADLINE_MS;
  let last = 'no answer';
  while (server.isRunning() && performance.now() < deadline) {
    const answer = await request(server.origin + path, { ...init, method: 'POST' }).catch(() => undefined);
    const text = await answer?.body.text();
    if (answer?.statusCode === 200 && text?.includes(expects)) return performance.now();
    if (answer) last = `${answer.statusCode} ${text?.slice(0, 300)}`;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  throw new Error(last);
}

const importing = `
  console.warn = console.log = () => {};
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - wall }));`;

/** Measures, in a separate process, the import of the bundle that Azure Functions loads. */
export async function measureImport(
  { bundle }: Build,
  node = process.execPath,
): Promise<{ cpuMs: number; wallMs: number }> {
  const { stdout } = await promisify(execFile)(node, ['--input-type=module', '-e', importing, bundle], {
    env: {},
    timeout: START_DEADLINE_MS,
  });
  return JSON.parse(stdout) as { cpuMs: number; wallMs: number };
}
