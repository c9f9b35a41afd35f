import { setTimeout as sleep } from 'node:timers/promises';

import { startServer, type RunningServer } from '../test/kit/server.ts';
import { startCrowdTenant } from './faults/crowd.ts';
import { noLimits } from './load/no-limits.ts';
import { cpuMs, memoryMb, openDescriptors, threads } from './figures/process-figures.ts';
import { keep, printTable } from './figures/report.ts';
import { openDay, work, type Tally } from './soak/soak-day.ts';
import { lowsOf, trendOf } from './soak/soak-trend.ts';
import { median, round } from './figures/statistics.ts';

const MINUTES = 20;
const FEWEST_MINUTES = 2;
/**
 * The share of the run that is excluded from the measurement, because memory that is allocated only once does not count
 * as growth.
 */
const WARM_UP = 1 / 4;
const SAMPLE_MS = 2_000;
const SPAN_MINUTES = 0.5;
/**
 * The pauses before resources are counted, in milliseconds; longer than the keep-alive timeout of idle connections. The
 * first pause also lets the connections from the sign-ins close.
 */
const REST_MS = 10_000;
const FIRST_REST_MS = 70_000;
const FIRST_SHIFT_MS = 10_000;

/** Maximum memory growth. Some growth is normal, because data for new tokens is cached until they expire. */
const MOST_MB_AN_HOUR = 5;
const MOST_DESCRIPTORS_MORE = 4;
const MOST_THREADS_MORE = 2;

/** The resources that an idle process uses. */
type Rest = { readonly descriptors: number; readonly threads: number };

/** Resources under load; `minutes` is the time since the start. */
type Sample = Rest & { readonly minutes: number; readonly memoryMb: number };

/**
 * Simulates fifty people at a constant rate and monitors the host's resources. Rejects if memory grows, descriptors or
 * threads are leaked, or a response is wrong.
 */
export async function measureSoak(given?: string): Promise<void> {
  const minutes = Number(given ?? MINUTES);
  if (!(minutes >= FEWEST_MINUTES))
    throw new Error(`Give the number of minutes, at least ${FEWEST_MINUTES}: npm run bench -- soak 20`);
  const standIns = await startCrowdTenant();
  const server = await startServer({ settings: { ...standIns.settings, ...noLimits, LOG_LEVEL: 'error' } });
  try {
    const colleagues = await openDay(standIns, server.origin);
    await work(colleagues, server.origin, FIRST_SHIFT_MS);
    const before = await atRest(server, FIRST_REST_MS);
    process.stdout.write(`${colleagues.length} people make calls for ${minutes} minutes.\n`);
    const cpuBefore = cpuMs(server.pid);
    const watch = watching(server);
    const tally = await work(colleagues, server.origin, minutes * 60_000);
    const samples = watch.end();
    if (!server.isRunning()) throw new Error(`The host stopped:\n${server.output().slice(-500)}`);
    const cpu = cpuMs(server.pid) - cpuBefore;
    judge({ minutes, tally, samples, cpuMs: cpu, before, after: await atRest(server) });
  } finally {
    await server.stop();
    await standIns.close();
  }
}

async function atRest({ pid }: RunningServer, ms = REST_MS): Promise<Rest> {
  await sleep(ms);
  return { descriptors: openDescriptors(pid), threads: threads(pid) };
}

function watching({ pid, isRunning }: RunningServer): { end(): readonly Sample[] } {
  const samples: Sample[] = [];
  const began = performance.now();
  const timer = setInterval(() => {
    if (!isRunning()) return;
    const minutes = (performance.now() - began) / 60_000;
    const { now } = memoryMb(pid);
    samples.push({ minutes, memoryMb: now, descriptors: openDescriptors(pid), threads: threads(pid) });
  }, SAMPLE_MS);
  return {
    end: () => {
      clearInterval(timer);
      return samples;
    },
  };
}

type Soaked = {
  readonly minutes: number;
  readonly tally: Tally;
  readonly samples: readonly Sample[];
  readonly cpuMs: number;
  readonly before: Rest;
  readonly after: Rest;
};

type Claim = {
  readonly claim: string;
  readonly figure: string;
  readonly bound: number;
  readonly holds: boolean;
};

function judge(soaked: Soaked): void {
  const { minutes, tally, samples, cpuMs: cpu } = soaked;
  const claims = claimsOf(soaked);
  const rows = byMinute(samples);
  printTable(
    ['minute', 'memory MB', 'descriptors', 'threads'],
    rows.map((row) => Object.values(row)),
  );
  printTable(
    ['requirement', 'figure', 'limit', 'verdict'],
    claims.map(({ claim, figure, bound, holds }) => [claim, figure, bound, holds ? 'holds' : 'BROKEN']),
  );
  const { calls, refreshes, wrong, problems } = tally;
  const cpuMsPerCall = round(cpu / (calls + refreshes));
  process.stdout.write(`${calls} calls and ${refreshes} refreshes, ${cpuMsPerCall} ms of CPU for each.\n`);
  keep('soak', { minutes, calls, refreshes, wrong, cpuMsPerCall, claims, byMinute: rows });
  const broken = claims.filter(({ holds }) => !holds).map(({ claim }) => claim);
  if (broken.length === 0) return;
  throw new Error([`Broken requirements: ${broken.join('; ')}.`, ...problems].join('\n'));
}

function claimsOf({ minutes, tally, samples, before, after }: Soaked): readonly Claim[] {
  const warm = samples.filter((sample) => sample.minutes >= minutes * WARM_UP);
  const points = warm.map((sample) => ({ minutes: sample.minutes, figure: sample.memoryMb }));
  const trend = trendOf(lowsOf(points, SPAN_MINUTES));
  const more = (claim: string, figure: number, bound: number): Claim => ({
    claim,
    figure: String(figure),
    bound,
    holds: figure <= bound,
  });
  return [
    more('wrong responses', tally.wrong, 0),
    {
      claim: 'memory growth, MB per hour',
      figure: trend ? `${round(trend.perHour)} ± ${round(trend.uncertainty)}` : 'run too short',
      bound: MOST_MB_AN_HOUR,
      holds: trend === undefined || trend.perHour - trend.uncertainty <= MOST_MB_AN_HOUR,
    },
    more('additional descriptors when idle', after.descriptors - before.descriptors, MOST_DESCRIPTORS_MORE),
    more('additional threads when idle', after.threads - before.threads, MOST_THREADS_MORE),
  ];
}

function byMinute(samples: readonly Sample[]) {
  const whole = Math.round(samples.at(-1)?.minutes ?? 0);
  return Array.from({ length: whole }, (_, minute) => {
    const its = samples.filter((sample) => Math.floor(sample.minutes) === minute);
    const figure = (pick: (sample: Sample) => number) => round(median(its.map(pick)));
    return {
      minute: minute + 1,
      memoryMb: figure((sample) => sample.memoryMb),
      descriptors: figure((sample) => sample.descriptors),
      threads: figure((sample) => sample.threads),
    };
  });
}
