import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { startServer, type RunningServer } from '../kit/server.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { postMcp, toolCall } from '../kit/start-portico.ts';
import { mainThreadCpuMs, postAll, timeCalls, type Post } from './call-threads.ts';

const CALLS = 2_000;
const AT_ONCE = 4;
/** How often each kind of load is measured. The kinds of load take turns. */
const ROUNDS = 5;
/** The largest `size` for `shapes`. The resulting arguments have up to 2.4 MB. */
const LARGEST = 400_000;
/** Limit on CPU time, which other load does not affect. A slow machine needs a fifth of this time. */
const LONGEST_BLOCK_MS = 250;
const HEAP_MB = 256;

let standIns: StandIns;
let server: RunningServer;
let attacker: string;
let colleague: string;
beforeAll(async () => {
  standIns = await startStandIns();
  server = await startServer({
    settings: {
      ...standIns.settings,
      RATE_LIMIT_PER_PERSON: '0',
      RATE_LIMIT_PER_ADDRESS: '0',
      LOG_LEVEL: 'error',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    },
  });
  attacker = (await signIn({ origin: server.origin, person: 'ana.silva' })).accessToken;
  colleague = (await signIn({ origin: server.origin, person: 'ben.okafor' })).accessToken;
});
afterAll(async () => {
  await server.stop();
  await standIns.close();
});

/**
 * Returns a generator of reproducible numbers from 0 to below `limit` (Numerical Recipes' linear congruential
 * generator).
 */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const nested = (open: string, close: string, levels: number) =>
  open.repeat(levels) + '1' + close.repeat(levels);

/**
 * Each function returns JSON arguments that are too large or too deeply nested. `size` is at most what a message can
 * hold.
 */
const shapes: readonly ((size: number) => string)[] = [
  (size) => `{"to":[${'1,'.repeat(size)}1],"subject":"x","body":"x"}`,
  (size) => `{"to":[${'"x",'.repeat(size)}"x"]}`,
  (size) => `{"to":[${'{},'.repeat(size)}1]}`,
  (size) => `{"to":[${'[[]],'.repeat(size)}1]}`,
  (size) => `{"bcc":[${'null,'.repeat(size)}1.5]}`,
  (size) => `{${Array.from({ length: size }, (_, n) => `"k${n}":1`).join(',')}}`,
  (size) => `{"to":${nested('[', ']', size)}}`,
  (size) => `{"to":${nested('{"a":', '}', size)}}`,
  (size) => `{"subject":"${'x'.repeat(4 * size)}"}`,
  (size) => `{"subject":"${'\\u0001'.repeat(size)}"}`,
  (size) => `[${'1,'.repeat(size)}1]`,
  (size) => `{"to":["${'a.'.repeat(size)}@x"]}`,
];

const tools = ['send_mail', 'list_messages', 'upload_file', 'graph_get', 'get_next_page', 'no_such_tool'];

/** Creates the message for one attack, and its path. `readonly=1` in the path hides tools that write. */
function attack(seed: number): Post {
  const draw = numbers(seed);
  const number = draw(shapes.length);
  const name = tools[draw(tools.length)];
  // One message in two hundred has the maximum size.
  const size = draw(200) === 0 ? LARGEST : 2_001 + draw(4_000);
  const args = shapes[number]!(size);
  // Long text does not stress the parsing of the envelope, so it is sent only as arguments.
  const member = number < 8 && draw(10) === 0 ? '_meta' : 'arguments';
  const params = `{"name":"${name}","${member}":${args}}`;
  return {
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`,
    path: draw(3) === 0 ? '/mcp?readonly=1' : '/mcp',
  };
}

const p99 = (timings: readonly number[]) =>
  timings.toSorted((a, b) => a - b)[Math.ceil(timings.length * 0.99) - 1] ?? Infinity;

/** Returns the peak memory of the process in MB (Linux only). */
function peakMemory(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

const getMe: Post = { path: '/mcp', body: JSON.stringify(toolCall('get_me')) };
const attacks = Array.from({ length: CALLS }, (_, index) => attack(index + 1));

/** The results of one kind of load, added up over all rounds. */
type Load = { readonly timings: number[]; cpuMs: number; refused: number; run: number };

const emptyLoad = (): Load => ({ timings: [], cpuMs: 0, refused: 0, run: 0 });

/** Times a colleague's calls while an attacker sends messages, `AT_ONCE` at a time. Adds the results to `load`. */
async function addTo(load: Load, posts: readonly Post[]): Promise<void> {
  const cpuBefore = mainThreadCpuMs(server.pid);
  const act = async () => {
    const { refused, run } = await postAll(server, { token: attacker, posts, atOnce: AT_ONCE });
    load.refused += refused;
    load.run += run;
  };
  load.timings.push(...(await timeCalls(server, { token: colleague, act })));
  load.cpuMs += mainThreadCpuMs(server.pid) - cpuBefore;
}

/**
 * Measures a colleague's calls alone, alongside honest calls and under attack, in turns, so that other load on the
 * machine affects all three measurements.
 */
async function measure() {
  const [quiet, honest, attack] = [[] as number[], emptyLoad(), emptyLoad()];
  const size = CALLS / ROUNDS;
  for (let round = 0; round < ROUNDS; round += 1) {
    // oxlint-disable no-await-in-loop -- one load at a time
    quiet.push(...(await timeCalls(server, { token: colleague, enough: 60 })));
    await addTo(
      honest,
      Array.from({ length: 100 }, () => getMe),
    );
    await addTo(attack, attacks.slice(round * size, (round + 1) * size));
    // oxlint-enable no-await-in-loop
  }
  const honestCpuMs = honest.cpuMs / (honest.run + honest.timings.length);
  return {
    outcomes: { refused: attack.refused, run: attack.run },
    honestCpuMs,
    hostileCpuMs: (attack.cpuMs - attack.timings.length * honestCpuMs) / CALLS,
    p99: { quiet: p99(quiet), besideHonest: p99(honest.timings), underAttack: p99(attack.timings) },
  };
}

describe(`${CALLS} calls with arguments that are too large or nested too deeply`, () => {
  it('are refused within a small heap while other calls are served', { timeout: 300_000 }, async () => {
    await timeCalls(server, { token: colleague, enough: 200 });
    const before = peakMemory();
    const measured = await measure();
    const { outcomes, honestCpuMs, hostileCpuMs } = measured;
    const { quiet, besideHonest, underAttack } = measured.p99;
    console.log(
      [
        `p99 of others: quiet ${quiet.toFixed(1)} ms, beside honest calls ${besideHonest.toFixed(1)} ms,`,
        `under attack ${underAttack.toFixed(1)} ms (${(underAttack / quiet).toFixed(1)} × quiet).`,
        `CPU: ${honestCpuMs.toFixed(2)} ms for an honest call, ${hostileCpuMs.toFixed(2)} ms for a refused one.`,
        `Memory: ${before} MB, then at most ${peakMemory()} MB.`,
      ].join(' '),
    );

    expect(outcomes).toEqual({ refused: CALLS, run: 0 });
    // The hostile load and the honest load send the same number of messages at once. No other load on the machine
    // affects CPU time.
    expect(hostileCpuMs / honestCpuMs).toBeLessThanOrEqual(1.5);
    expect(underAttack / besideHonest).toBeLessThanOrEqual(3);
    expect(server.isRunning()).toBe(true);
    expect((await postMcp(server, toolCall('get_me'), { token: attacker })).status).toBe(200);
  });

  it.each(shapes.map((shape, number) => [number, shape] as const))(
    'block the event loop only briefly even at the maximum size: shape %i',
    async (_number, shape) => {
      const params = `{"name":"send_mail","arguments":${shape(LARGEST)}}`;
      const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
      const cpuBefore = mainThreadCpuMs(server.pid);
      const posts = [{ path: '/mcp', body }];
      expect(await postAll(server, { token: attacker, posts, atOnce: 1 })).toEqual({ refused: 1, run: 0 });
      // While the main thread is busy, no other caller is served.
      expect(mainThreadCpuMs(server.pid) - cpuBefore).toBeLessThan(LONGEST_BLOCK_MS);
    },
  );
});
