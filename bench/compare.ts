import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { startStandIns } from '../src/standins/start.ts';
import { startServer, type RunningServer } from '../test/kit/server.ts';
import { signIn } from '../test/kit/oauth/sign-in.ts';
import { fire, type Pace, type Shot } from './load/load.ts';
import { noLimits } from './load/no-limits.ts';
import { createPairs, type Pairs, type Side, type Sides } from './figures/pairs.ts';
import { memoryMb } from './figures/process-figures.ts';
import { startReplay } from './load/replay.ts';
import { lastMessages, shot, tenMessages } from './load/shots.ts';
import { buildIn, firstList, measureImport, measureStart, type Build } from './figures/start-time.ts';

const ROUNDS = 7;
const WARM_UP = { connections: 16, requests: 1_500 };
const LOAD = { connections: 16, requests: 2_000 };
/** Measured last in each round, because the peak memory use must be that of a server with many connections. */
const HEAVY_LOAD = { connections: 64, requests: 3_000 };

/** A running build and the requests sent to it. */
type Candidate = { readonly server: RunningServer } & Record<Kind, Shot>;
type Kind = 'ping' | 'list' | 'call' | 'lastCall';

/**
 * Compares the build of another checkout ("before") with the build of this checkout ("after"). Every round starts both
 * builds as new processes and measures them in turn, so that other load on the machine affects both builds equally.
 */
export async function measureComparison(checkout = ''): Promise<void> {
  const builds = { before: buildIn(join(checkout, 'dist')), after: buildIn() };
  if (checkout === '' || !existsSync(builds.before.entry))
    throw new Error(
      'Name the folder of another checkout that has been built: npm run bench -- compare <folder>.',
    );
  const pairs = createPairs();
  const standIns = await startStandIns();
  const replay = await startReplay(standIns.settings['GRAPH_URL'] ?? '');
  try {
    const first = await firstList(standIns);
    const settings = { ...standIns.settings, ...noLimits, GRAPH_URL: replay.origin };
    // Fills the file cache.
    for (const build of Object.values(builds)) await measureStart(build, first);
    for (let round = 1; round <= ROUNDS; round += 1) {
      await compareStarts(builds, first, pairs);
      await compareLoad(builds, settings, pairs);
      process.stdout.write(`round ${round} of ${ROUNDS} done\n`);
    }
  } finally {
    await replay.close();
    await standIns.close();
  }
  pairs.print();
}

async function compareStarts(
  builds: Sides<Build>,
  first: Awaited<ReturnType<typeof firstList>>,
  pairs: Pairs,
): Promise<void> {
  const starts = await pairs.byTurns((side) => measureStart(builds[side], first));
  pairs.add('start to first tools/list, ms', starts, ({ listMs }) => listMs);
  pairs.add('CPU until then, ms', starts, ({ cpuMs }) => cpuMs);
  pairs.add('RSS then, MB', starts, (start) => start.memoryMb);
  const imports = await pairs.byTurns((side) => measureImport(builds[side]));
  pairs.add('import of the Functions bundle, CPU ms', imports, ({ cpuMs }) => cpuMs);
}

async function compareLoad(
  builds: Sides<Build>,
  settings: Readonly<Record<string, string>>,
  pairs: Pairs,
): Promise<void> {
  const before = await startCandidate(builds.before, settings);
  try {
    const after = await startCandidate(builds.after, settings);
    try {
      await compareCandidates({ before, after }, pairs);
    } finally {
      await after.server.stop();
    }
  } finally {
    await before.server.stop();
  }
}

async function compareCandidates(candidates: Sides<Candidate>, pairs: Pairs): Promise<void> {
  const compareMemory = async (name: string, when: 'now' | 'peak') =>
    pairs.add(
      name,
      await pairs.byTurns(async (side) => memoryMb(candidates[side].server.pid)[when]),
      (mb) => mb,
    );
  const load = (kind: Kind, pace: Pace) =>
    pairs.byTurns((side) => fire(candidates[side].server, candidates[side][kind], pace));
  const compareCpu = async (name: string, kind: Kind, pace: Pace) => {
    // Measures each build twice, in the order before, after, after, before, so that a steady change in the machine's
    // speed cancels out.
    const [first, second] = [await load(kind, pace), await load(kind, pace)];
    const mean = (side: Side) => (first[side].cpuMsPerRequest + second[side].cpuMsPerRequest) / 2;
    pairs.add(name, { before: mean('before'), after: mean('after') }, (cpuMs) => cpuMs);
  };
  await compareMemory('RSS after sign-in, MB', 'now');
  for (const kind of ['ping', 'list', 'call', 'lastCall'] as const) await load(kind, WARM_UP);
  await compareCpu('ping, CPU ms', 'ping', LOAD);
  await compareCpu('tools/list, CPU ms', 'list', LOAD);
  await compareCpu('tools/call, CPU ms', 'call', LOAD);
  await compareCpu('tools/call, last page, CPU ms', 'lastCall', LOAD);
  await compareCpu('tools/call at 64 connections, CPU ms', 'call', HEAVY_LOAD);
  await compareMemory('RSS peak, MB', 'peak');
}

async function startCandidate(
  { entry }: Build,
  settings: Readonly<Record<string, string>>,
): Promise<Candidate> {
  const server = await startServer({ settings, entry });
  try {
    const { accessToken } = await signIn({ origin: server.origin, person: 'ana.silva' });
    return {
      server,
      ping: shot(accessToken, 'ping', { legacy: true }),
      list: shot(accessToken, 'tools/list'),
      call: shot(accessToken, 'tools/call', { params: tenMessages }),
      lastCall: shot(accessToken, 'tools/call', { params: lastMessages }),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
