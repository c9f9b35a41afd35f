import { fork } from 'node:child_process';
import type { AddressInfo } from 'node:net';

import { signIn } from '../test/kit/oauth/sign-in.ts';
import { startServer } from '../test/kit/server.ts';
import { startStandIns } from '../src/standins/start.ts';
import { budgets } from './budgets.ts';
import { fire, type Shot, type Volley } from './load/load.ts';
import { noLimits } from './load/no-limits.ts';
import { memoryMb } from './figures/process-figures.ts';
import { startReplay } from './load/replay.ts';
import { against, keep, printTable } from './figures/report.ts';
import { shot, tenMessages } from './load/shots.ts';
import { round, summarise, type Spread } from './figures/statistics.ts';

const ROUNDS = 5;
const WARM_UP = { connections: 16, requests: 1_500 };
const CONNECTIONS = [1, 16, 64];
const REQUESTS = { 1: 1_000, 16: 2_000, 64: 2_000 } as Readonly<Record<number, number>>;

type Candidate = {
  readonly name: string;
  readonly server: { origin: string; pid: number };
  readonly shot: Shot;
};

type Result = {
  readonly name: string;
  readonly connections: number;
  readonly cpuMs: Spread;
  readonly requestsPerSecond: Spread;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

/**
 * A call with invalid arguments. It shows the fixed cost of a call, because it makes no Graph request and produces no
 * output.
 */
const badArguments = { name: 'list_messages', arguments: { top: 'ten' } };

/**
 * Measures ping, tools/list and tools/call. For comparison, also measures a bare forwarder that sends the same upstream
 * request.
 */
export async function measureCalls(): Promise<void> {
  const standIns = await startStandIns();
  const replay = await startReplay(standIns.settings['GRAPH_URL'] ?? '');
  const server = await startServer({
    settings: { ...standIns.settings, ...noLimits, GRAPH_URL: replay.origin },
  });
  const { accessToken } = await signIn({ origin: server.origin, person: 'ana.silva' });
  const call = shot(accessToken, 'tools/call', { params: tenMessages });
  await fire(server, call, { connections: 1, requests: 1 });
  const idleMb = memoryMb(server.pid).now;
  const bare = await startBare();
  const forwarder = await startBare(replay.origin + (replay.paths.at(-1) ?? ''));
  try {
    const candidates: Candidate[] = [
      { name: 'bare forwarder', server: forwarder, shot: { ...call, expects: '"value"' } },
      { name: 'bare answer', server: bare, shot: { ...call, expects: '"value"' } },
      { name: 'ping', server, shot: shot(accessToken, 'ping', { legacy: true }) },
      { name: 'tools/list', server, shot: shot(accessToken, 'tools/list') },
      {
        name: 'refused tools/call',
        server,
        shot: { ...shot(accessToken, 'tools/call', { params: badArguments }), fails: true },
      },
      { name: 'tools/call', server, shot: call },
      { name: 'tools/list, 2025-11-25', server, shot: shot(accessToken, 'tools/list', { legacy: true }) },
      {
        name: 'tools/call, 2025-11-25',
        server,
        shot: shot(accessToken, 'tools/call', { legacy: true, params: tenMessages }),
      },
    ];
    const results = await rounds(candidates);
    printResults(results, { idleMb: round(idleMb), peakMb: round(memoryMb(server.pid).peak) });
  } finally {
    forwarder.stop();
    bare.stop();
    await server.stop();
    await replay.close();
    await standIns.close();
  }
}

/** Measures every candidate in every round, so that other load on the machine affects all of them. */
async function rounds(candidates: readonly Candidate[]): Promise<Result[]> {
  for (const { server, shot } of candidates) await fire(server, shot, WARM_UP);
  const volleys = new Map<string, Volley[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const connections of CONNECTIONS) {
      for (const { name, server, shot } of candidates) {
        const volley = await fire(server, shot, { connections, requests: REQUESTS[connections] ?? 1_000 });
        const key = `${name}|${connections}`;
        volleys.set(key, [...(volleys.get(key) ?? []), volley]);
      }
    }
    process.stdout.write(`round ${round + 1} of ${ROUNDS} done\n`);
  }
  return CONNECTIONS.flatMap((connections) =>
    candidates.map(({ name }) => sumUp(name, connections, volleys.get(`${name}|${connections}`) ?? [])),
  );
}

function sumUp(name: string, connections: number, volleys: readonly Volley[]): Result {
  const figure = (pick: (volley: Volley) => number) => summarise(volleys.map(pick));
  return {
    name,
    connections,
    cpuMs: figure((volley) => volley.cpuMsPerRequest),
    requestsPerSecond: figure((volley) => volley.requestsPerSecond),
    p50Ms: figure((volley) => volley.p50Ms).median,
    p99Ms: figure((volley) => volley.p99Ms).median,
  };
}

function printResults(results: readonly Result[], memory: { idleMb: number; peakMb: number }): void {
  const floor = (connections: number) =>
    results.find((result) => result.name === 'bare forwarder' && result.connections === connections)?.cpuMs
      .median ?? 1;
  const rows = results.map((result) => {
    const ratio = round(result.cpuMs.median / floor(result.connections));
    return [
      result.name,
      result.connections,
      result.cpuMs.median,
      `±${Math.round(result.cpuMs.spreadPercent / 2)} %`,
      ratio,
      judge(result.name, result.cpuMs.median, ratio),
      Math.round(result.requestsPerSecond.median),
      result.p50Ms,
      result.p99Ms,
    ];
  });
  const heading = [
    '',
    'connections',
    'CPU ms',
    'spread',
    '× bare',
    'budget',
    'per second',
    'p50 ms',
    'p99 ms',
  ];
  printTable(heading, rows);
  printTable(
    ['memory', 'MB', 'budget'],
    [
      ['idle', memory.idleMb, against(budgets.idleMb, memory.idleMb)],
      ['peak under load', memory.peakMb, against(budgets.peakMb, memory.peakMb)],
    ],
  );
  keep('calls', { budgets, memory, results });
}

function judge(name: string, cpuMs: number, ratio: number): string {
  if (name.startsWith('ping')) return against(budgets.pingCpuMs, cpuMs);
  if (name.startsWith('tools/list')) return against(budgets.listCpuMs, cpuMs);
  if (!name.startsWith('tools/call')) return '';
  const byRatio = against(budgets.callRatio, ratio);
  return `${against(budgets.callCpuMs, cpuMs)}, ${byRatio} ×`;
}

/** Starts the bare server, which forwards to `url`. Without a URL, the server responds at once. */
async function startBare(url?: string): Promise<{ origin: string; pid: number; stop(): void }> {
  const child = fork('bench/load/forwarder.js', url === undefined ? [] : [url]);
  const { port } = await new Promise<AddressInfo>((resolve, reject) => {
    child.once('message', (address) => resolve(address as AddressInfo));
    child.once('exit', () => reject(new Error('the forwarder did not start')));
  });
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => void child.kill() };
}
