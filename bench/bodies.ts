import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { errors, type Pool } from 'undici';

import { startStandIns } from '../src/standins/start.ts';
import { signIn } from '../test/kit/oauth/sign-in.ts';
import { startServer, type RunningServer } from '../test/kit/server.ts';
import { openPool, shoot, type Shot } from './load/load.ts';
import { noLimits } from './load/no-limits.ts';
import type { Side } from './figures/pairs.ts';
import { cpuMs, memoryMb } from './figures/process-figures.ts';
import { startReplay } from './load/replay.ts';
import { keep, printTable } from './figures/report.ts';
import { shot, tenMessages } from './load/shots.ts';
import { buildIn, type Build } from './figures/start-time.ts';
import { median, round } from './figures/statistics.ts';

const ROUNDS = 3;
const WARM_UP_CALLS = 500;
const BODIES = { number: 250, bytes: 4 * 1_024 * 1_024, seconds: 10 };

type Figures = {
  /** Latency of one signed-in user's calls without the attack and during it: p50 and p99, in milliseconds. */
  readonly quiet: Waits;
  readonly busy: Waits;
  /** Server CPU time per body, excluding the CPU time of the calls. */
  readonly cpuMsPerBody: number;
  /** Increase in the server's peak memory use. */
  readonly grownMb: number;
  /** Number of responses to the bodies, by status. */
  readonly statuses: Readonly<Record<string, number>>;
};

type Waits = { readonly calls: number; readonly p50: number; readonly p99: number; readonly longest: number };

/**
 * Sends 250 bodies of 4 MB slowly and without a token, and measures how long another caller has to wait while the
 * bodies are being sent. Compares the build of another checkout ("before") with the build of this checkout ("after").
 */
export async function measureBodies(checkout = ''): Promise<void> {
  const builds = { before: buildIn(join(checkout, 'dist')), after: buildIn() };
  if (checkout === '' || !existsSync(builds.before.entry))
    throw new Error(
      'Name the folder of another checkout that has been built: npm run bench -- bodies <folder>.',
    );
  const standIns = await startStandIns();
  const replay = await startReplay(standIns.settings['GRAPH_URL'] ?? '');
  const settings = { ...standIns.settings, ...noLimits, GRAPH_URL: replay.origin };
  const results: Record<Side, Figures[]> = { before: [], after: [] };
  try {
    for (let number = 1; number <= ROUNDS; number += 1) {
      for (const side of ['before', 'after'] as const)
        results[side].push(await measureBuild(builds[side], settings));
      process.stdout.write(`round ${number} of ${ROUNDS} done\n`);
    }
  } finally {
    await replay.close();
    await standIns.close();
  }
  print(results);
}

async function measureBuild({ entry }: Build, settings: Readonly<Record<string, string>>): Promise<Figures> {
  const server = await startServer({ settings, entry });
  try {
    const { accessToken } = await signIn({ origin: server.origin, person: 'ana.silva' });
    const call = shot(accessToken, 'tools/call', { params: tenMessages });
    let left = WARM_UP_CALLS;
    await callWhile(server, call, () => (left -= 1) > 0);
    const [cpuBefore, quietFrom] = [cpuMs(server.pid), Date.now()];
    const quiet = await callWhile(server, call, () => Date.now() < quietFrom + BODIES.seconds * 1_000);
    const cpuPerCall = (cpuMs(server.pid) - cpuBefore) / quiet.calls;

    const [memoryBefore, cpuBetween] = [memoryMb(server.pid).peak, cpuMs(server.pid)];
    let statuses: Record<string, number> | undefined;
    const sent = sendBodies(server).then((counts) => (statuses = counts));
    const until = Date.now() + BODIES.seconds * 1_000;
    const busy = await callWhile(server, call, () => statuses === undefined || Date.now() < until);
    await sent;
    return {
      quiet,
      busy,
      cpuMsPerBody: round(
        Math.max(0, cpuMs(server.pid) - cpuBetween - busy.calls * cpuPerCall) / BODIES.number,
      ),
      grownMb: round(memoryMb(server.pid).peak - memoryBefore),
      statuses: statuses ?? {},
    };
  } finally {
    await server.stop();
  }
}

/** Makes calls one after another while `isRunning` returns true. */
async function callWhile(server: RunningServer, call: Shot, isRunning: () => boolean): Promise<Waits> {
  const pool = openPool(server.origin, 1);
  const times: number[] = [];
  try {
    // oxlint-disable-next-line no-await-in-loop -- one call at a time
    while (isRunning()) times.push(await waitFor(pool, call));
  } finally {
    await pool.close();
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0);
  return { calls: times.length, p50: at(0.5), p99: at(0.99), longest: round(times.at(-1) ?? 0) };
}

/** Returns the duration of a call, even if no response arrives before the deadline. */
async function waitFor(pool: Pool, call: Shot): Promise<number> {
  const begun = performance.now();
  return shoot(pool, call).catch((error: unknown) => {
    if (error instanceof errors.HeadersTimeoutError) return performance.now() - begun;
    throw error;
  });
}

async function sendBodies(server: RunningServer): Promise<Record<string, number>> {
  const { number, bytes, seconds } = BODIES;
  const { port } = new URL(server.origin);
  const child = fork('bench/load/slow-bodies.js', [port, number, bytes, seconds].map(String));
  const [counts] = (await once(child, 'message')) as [Record<string, number>];
  return counts;
}

function print(results: Readonly<Record<Side, readonly Figures[]>>): void {
  const of = (side: Side, pick: (figures: Figures) => number) => round(median(results[side].map(pick)));
  const row = (name: string, pick: (figures: Figures) => number) => [
    name,
    of('before', pick),
    of('after', pick),
  ];
  printTable(
    ['', 'before', 'after'],
    [
      row('p99 of calls, quiet, ms', ({ quiet }) => quiet.p99),
      row('p99 of calls during the attack, ms', ({ busy }) => busy.p99),
      row('p99 during the attack / quiet', ({ quiet, busy }) => busy.p99 / quiet.p99),
      row('longest call during the attack, ms', ({ busy }) => busy.longest),
      row('CPU for one body, ms', ({ cpuMsPerBody }) => cpuMsPerBody),
      row('growth of the memory peak, MB', ({ grownMb }) => grownMb),
    ],
  );
  keep('bodies', { bodies: BODIES, results });
}
