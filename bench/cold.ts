import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';

import { request } from 'undici';

import { startStandIns } from '../src/standins/start.ts';
import { freePort, startServer, type RunningServer } from '../test/kit/server.ts';
import { budgets } from './budgets.ts';
import type { Shot } from './load.ts';
import { cpuMs, memoryMb } from './process-figures.ts';
import { against, keep, printTable } from './report.ts';
import { shot } from './shots.ts';
import { summarise, type Spread } from './statistics.ts';

const ROUNDS = 7;
const START_DEADLINE_MS = 15_000;

/** An application whose Entra tokens are admitted without our own sign-in, so that a fresh process can serve it. */
const DIRECT_CLIENT = 'c4f0a1d2-6b3e-4a57-9c81-2f7d5e90b3a6';

type Runtime = { readonly name: string; readonly binary: string };
type Start = { readonly listMs: Spread; readonly cpuMs: Spread; readonly memoryMb: Spread };
type Import = { readonly wallMs: Spread; readonly cpuMs: Spread };

/** Measures process start to the first tools/list, and the import of the bundle that Azure Functions loads. */
export async function measureCold(): Promise<void> {
  const runtimes = nodes();
  const standIns = await startStandIns();
  try {
    const token = await standIns.entra.accessTokenFor('ana.silva', { azp: DIRECT_CLIENT });
    const settings = { ...standIns.settings, ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT };
    const results = [];
    for (const runtime of runtimes) {
      const start = await starts(runtime, settings, shot(token, 'tools/list'));
      results.push({ runtime: runtime.name, start, bundle: await imports(runtime) });
      process.stdout.write(`${runtime.name} done\n`);
    }
    tell(results);
  } finally {
    await standIns.close();
  }
}

/** The Node at hand, and Node 22, which the app is deployed on, where it could be installed. */
function nodes(): Runtime[] {
  const node22 = 'bench/node_modules/node22/bin/node';
  return [
    { name: `Node ${process.versions.node}`, binary: process.execPath },
    ...(existsSync(node22) ? [{ name: 'Node 22', binary: node22 }] : []),
  ];
}

async function starts(runtime: Runtime, settings: Record<string, string>, list: Shot): Promise<Start> {
  const seen: { listMs: number; cpuMs: number; memoryMb: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const port = await freePort();
    const begun = performance.now();
    const server = await startServer({ settings, port, node: runtime.binary, immediately: true });
    try {
      const listMs = (await firstAnswer(server, list)) - begun;
      // The first round fills the file cache and does not count.
      if (round > 0) seen.push({ listMs, cpuMs: cpuMs(server.pid), memoryMb: memoryMb(server.pid).now });
    } catch (cause) {
      throw new Error(`No tools/list from a fresh process (${String(cause)}):\n${server.output()}`, {
        cause,
      });
    } finally {
      await server.stop();
    }
  }
  return {
    listMs: summarise(seen.map((each) => each.listMs)),
    cpuMs: summarise(seen.map((each) => each.cpuMs)),
    memoryMb: summarise(seen.map((each) => each.memoryMb)),
  };
}

/** When the first tools/list was answered; asks again while nobody listens yet. */
async function firstAnswer(server: RunningServer, { path, expects, ...init }: Shot): Promise<number> {
  const deadline = performance.now() + START_DEADLINE_MS;
  let last = 'no answer';
  while (server.isRunning() && performance.now() < deadline) {
    const answer = await request(server.origin + path, { ...init, method: 'POST' }).catch(() => undefined);
    const text = await answer?.body.text();
    if (answer?.statusCode === 200 && text?.includes(expects)) return performance.now();
    if (answer) last = `${answer.statusCode} ${text?.slice(0, 300)}`;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(last);
}

const importing = `
  console.warn = console.log = () => {};
  const [cpu, wall] = [process.cpuUsage(), performance.now()];
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, wallMs: performance.now() - wall }));`;

async function imports({ binary }: Runtime): Promise<Import> {
  const seen: { cpuMs: number; wallMs: number }[] = [];
  const bundle = new URL('../functions/main.js', import.meta.url).href;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { stdout } = await promisify(execFile)(binary, ['--input-type=module', '-e', importing, bundle], {
      env: {},
      timeout: START_DEADLINE_MS,
    });
    if (round > 0) seen.push(JSON.parse(stdout) as { cpuMs: number; wallMs: number });
  }
  return {
    wallMs: summarise(seen.map((each) => each.wallMs)),
    cpuMs: summarise(seen.map((each) => each.cpuMs)),
  };
}

function tell(results: readonly { runtime: string; start: Start; bundle: Import }[]): void {
  const line = (what: string, { median, spreadPercent }: Spread, budget?: number) => [
    what,
    median,
    `±${Math.round(spreadPercent / 2)} %`,
    budget === undefined ? '' : against(budget, median),
  ];
  for (const { runtime, start, bundle } of results) {
    printTable(
      [runtime, 'median', 'spread', 'budget'],
      [
        line('process start to first tools/list, ms', start.listMs, budgets.startToListMs),
        line('CPU until then, ms', start.cpuMs),
        line('memory then, MB', start.memoryMb, budgets.idleMb),
        line('import of the Functions bundle, CPU ms', bundle.cpuMs, budgets.importCpuMs),
        line('import of the Functions bundle, wall ms', bundle.wallMs),
      ],
    );
  }
  keep('cold', { budgets, results });
}
