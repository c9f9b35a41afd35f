import type { LogEntry } from '../src/standins/graph/request-log.ts';
import type { StandIns } from '../src/standins/start.ts';
import { startCrowdTenant } from './faults/crowd.ts';
import { warmUp, runPhase, type Candidate, type CompletedCall } from './faults/mix.ts';
import { hasPeer, startPeer } from './faults/peer.ts';
import { startPortico } from './faults/portico.ts';
import { injectFaults } from './faults/storm.ts';
import { claimsOf, sumUp, type Claim, type Run, type Observations } from './faults/verdict.ts';
import { memoryMb } from './figures/process-figures.ts';
import { keep, printTable, type Row } from './figures/report.ts';

/** Quiet and stormy phases alternate, so that other load on the machine affects both kinds of phases. */
const ROUNDS = 6;
const PHASE_MS = 10_000;
/** Short enough that hanging requests end within a phase. Portico's default is 45. */
const DEADLINE_SECONDS = 10;
/** A call that takes longer than the server's deadline plus a margin counts as hung. */
const TIMEOUT_MS = DEADLINE_SECONDS * 1_000 + 2_000;
const MEMORY_EVERY_MS = 500;

type Server = { readonly pid: number; isRunning(): boolean; stop(): Promise<void> | void };
type Start = (
  standIns: StandIns,
  deadlineSeconds: number,
) => Promise<{ candidate: Candidate; server: Server }>;
type Result = { readonly name: string; readonly quiet: Run; readonly stormy: Run };

/**
 * Simulates 200 people who use Portico for one minute without faults and for one minute with faults, and then does the
 * same with Portico's strongest peer. Rejects if Portico violates a requirement.
 */
export async function measureFaults(): Promise<void> {
  const results = [await observe('Portico', startPortico)];
  if (hasPeer()) results.push(await observe('Softeria', startPeer));
  const [portico] = results;
  if (portico === undefined) throw new Error('Nothing was measured.');
  printResults(results);
  const claims = claimsOf(portico.quiet, portico.stormy);
  keep('faults', {
    deadlineSeconds: DEADLINE_SECONDS,
    seconds: (ROUNDS * PHASE_MS) / 1_000,
    claims,
    results,
  });
  const broken = claims.filter(({ holds }) => !holds);
  if (broken.length > 0)
    throw new Error(`Broken requirements: ${broken.map(({ claim }) => claim).join('; ')}.`);
}

async function observe(name: string, start: Start): Promise<Result> {
  const standIns = await startCrowdTenant();
  try {
    const { candidate, server } = await start(standIns, DEADLINE_SECONDS);
    try {
      await warmUp(candidate);
      const observations = await runPhases(candidate, standIns, server);
      process.stdout.write(`${name}: done\n`);
      return {
        name,
        quiet: sumUp(candidate, standIns, observations.quiet),
        stormy: sumUp(candidate, standIns, observations.stormy),
      };
    } finally {
      await server.stop();
    }
  } finally {
    await standIns.close();
  }
}

async function runPhases(
  candidate: Candidate,
  standIns: StandIns,
  server: Server,
): Promise<{ quiet: Observations; stormy: Observations }> {
  const { graph } = standIns;
  const observations = { quiet: noObservations(), stormy: noObservations() };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const weather of ['quiet', 'stormy'] as const) {
      const { completed, log, memoryMb: memory } = observations[weather];
      const before = graph.log.at(-1);
      if (weather === 'stormy') injectFaults(graph, `storm-${round}`);
      const watch = setInterval(() => {
        if (server.isRunning()) memory.push(memoryMb(server.pid).now);
      }, MEMORY_EVERY_MS);
      const phase = { name: `${weather} ${round}`, ms: PHASE_MS, timeoutMs: TIMEOUT_MS };
      // oxlint-disable-next-line no-await-in-loop
      completed.push(...(await runPhase(candidate, phase)));
      clearInterval(watch);
      graph.control.reset();
      log.push(...graph.log.slice(before === undefined ? 0 : graph.log.lastIndexOf(before) + 1));
      observations[weather].alive = server.isRunning();
    }
  }
  return observations;
}

function noObservations(): {
  completed: CompletedCall[];
  log: LogEntry[];
  memoryMb: number[];
  alive: boolean;
} {
  return { completed: [], log: [], memoryMb: [], alive: true };
}

const lines: readonly (readonly [string, (run: Run) => string | number])[] = [
  ['calls', ({ calls }) => calls],
  ['requests to Graph', ({ weather }) => weather.requests],
  ['of these, with a fault', ({ weather }) => weather.faults],
  ['process survived', ({ alive }) => String(alive)],
  ['hung', ({ hung }) => hung],
  ['responses for another person', ({ wrongPerson }) => wrongPerson],
  ['messages reported as sent', ({ mails }) => mails.sent],
  ['  but were not', ({ mails }) => mails.wronglyReportedSent],
  ['messages reported as not sent', ({ mails }) => mails.notSent],
  ['  but were', ({ mails }) => mails.wronglyReportedNotSent],
  ['messages reported as unknown', ({ mails }) => mails.unknown],
  ['messages sent twice', ({ mails }) => mails.sentTwice],
  ['people without faults: successful, %', ({ lucky }) => Math.round((100 * lucky.good) / lucky.calls)],
  ['  p50 ms', ({ lucky }) => lucky.p50Ms],
  ['  p99 ms', ({ lucky }) => lucky.p99Ms],
  ['people with faults: successful, %', ({ unlucky }) => Math.round((100 * unlucky.good) / unlucky.calls)],
  ['  p99 ms', ({ unlucky }) => unlucky.p99Ms],
  ['memory, last third, MB', ({ memory }) => memory.lastMb],
];

function printResults(results: readonly Result[]): void {
  const heading = ['', ...results.flatMap(({ name }) => [`${name}, quiet`, 'stormy'])];
  const rows = lines.map(([what, figure]): Row => [
    what,
    ...results.flatMap(({ quiet, stormy }) => [figure(quiet), figure(stormy)]),
  ]);
  printTable(heading, rows);
  for (const { name, quiet, stormy } of results) {
    const claims = claimsOf(quiet, stormy);
    printTable([`requirement: ${name}`, 'figure', 'verdict'], claims.map(rowOf));
  }
}

function rowOf({ claim, figure, holds }: Claim): Row {
  return [claim, figure, holds ? 'holds' : 'BROKEN'];
}
