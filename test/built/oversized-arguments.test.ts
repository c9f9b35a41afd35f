import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { startServer, type RunningServer } from '../kit/server.ts';
import { signIn } from '../kit/sign-in.ts';
import { postMcp, toolCall } from '../kit/start-portico.ts';

const CALLS = 2_000;
const AT_ONCE = 4;
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
      RATE_LIMIT_PER_IP: '0',
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
 * Each function returns arguments as JSON that are too large or too deeply nested. `size` ranges from small to the
 * largest that a message can hold.
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

/** Creates the message for one attack and the URL to send it to, which can hide the tool. */
function attack(seed: number): { readonly body: string; readonly path: string } {
  const draw = numbers(seed);
  const number = draw(shapes.length);
  const name = tools[draw(tools.length)];
  // One in two hundred has the maximum size of a message.
  const size = draw(200) === 0 ? 400_000 : 2_001 + draw(4_000);
  const args = shapes[number]!(size);
  // Long text does not stress the parsing of the envelope, so it is sent only as arguments.
  const member = number < 8 && draw(10) === 0 ? '_meta' : 'arguments';
  const params = `{"name":"${name}","${member}":${args}}`;
  return {
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`,
    path: draw(3) === 0 ? '/mcp?readonly=1' : '/mcp',
  };
}

/**
 * Sends prepared messages in a thread of its own, because the stand-ins of Graph and Entra run in the thread of the test.
 * Reports how many were refused and how many ran.
 */
const attacking = `
  const { parentPort, workerData: { origin, token, attacks, atOnce } } = require('node:worker_threads');
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25', authorization: 'Bearer ' + token };
  const outcomes = { refused: 0, run: 0 };
  let next = 0;
  const send = async () => {
    while (next < attacks.length) {
      const { path, body } = attacks[next++];
      const response = await fetch(origin + path, { method: 'POST', headers, body });
      const { error, result } = await response.json();
      outcomes[error !== undefined || result?.isError === true ? 'refused' : 'run'] += 1;
    }
  };
  Promise.all(Array.from({ length: atOnce }, send)).then(() => parentPort.postMessage(outcomes));
`;

async function attackAll(attacks: readonly ReturnType<typeof attack>[]): Promise<unknown> {
  const workerData = { origin: server.origin, token: attacker, attacks, atOnce: AT_ONCE };
  const worker = new Worker(attacking, { eval: true, workerData });
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  const [outcomes] = (await Promise.race([failed, once(worker, 'message')])) as [unknown];
  return outcomes;
}

/**
 * Calls get_me until it receives a message. Runs in its own thread, so that the stand-ins here do not affect the
 * measurements.
 */
const measuring = `
  const { parentPort, workerData: { url, token } } = require('node:worker_threads');
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_me', arguments: {} } });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25', authorization: 'Bearer ' + token };
  let isOver = false;
  parentPort.once('message', () => { isOver = true; });
  (async () => {
    const durations = [];
    while (!isOver) {
      const startedAt = performance.now();
      const response = await fetch(url, { method: 'POST', headers, body });
      const text = await response.text();
      if (response.status !== 200 || text.includes('isError')) throw new Error(text);
      durations.push(performance.now() - startedAt);
      if (durations.length === 200) parentPort.postMessage('enough');
      await new Promise((resolve) => setImmediate(resolve));
    }
    parentPort.postMessage(durations);
  })();
`;

/**
 * Measures a colleague's calls while `act` runs, or 200 calls if `act` is omitted. Returns the latencies in
 * milliseconds in ascending order.
 */
async function latencies(act?: () => Promise<unknown>): Promise<readonly number[]> {
  const workerData = { url: `${server.origin}/mcp`, token: colleague };
  const worker = new Worker(measuring, { eval: true, workerData });
  const failed = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  await Promise.race([failed, act === undefined ? once(worker, 'message') : act()]);
  const measured = once(worker, 'message');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  worker.postMessage('over');
  let [durations] = (await Promise.race([failed, measured])) as [unknown];
  if (!Array.isArray(durations)) [durations] = (await once(worker, 'message')) as [unknown];
  // Skips the first calls, during which the thread connects.
  return (durations as number[]).slice(5).toSorted((a, b) => a - b);
}

const p99 = (sorted: readonly number[]) => sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Infinity;

/** Returns the peak memory of the process in MB (Linux only). */
function peakMemory(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

describe(`${CALLS} calls with arguments that are too large or nested too deeply`, () => {
  it('are refused within a small heap while other calls are served', { timeout: 180_000 }, async () => {
    await latencies();
    const quiet = p99(await latencies());
    const before = peakMemory();

    const attacks = Array.from({ length: CALLS }, (_, index) => attack(index + 1));
    let outcomes: unknown;
    const under = await latencies(async () => (outcomes = await attackAll(attacks)));
    const busy = p99(under);
    console.log(
      `p99 of others: quiet ${quiet.toFixed(1)} ms, under attack ${busy.toFixed(1)} ms (${under.length} calls); ` +
        `memory: ${before} MB, then at most ${peakMemory()} MB`,
    );

    expect(outcomes).toEqual({ refused: CALLS, run: 0 });
    expect(server.isRunning()).toBe(true);
    expect((await postMcp(server, toolCall('get_me'), { token: attacker })).status).toBe(200);
  });
});
