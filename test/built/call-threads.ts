import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

import type { RunningServer } from '../kit/server.ts';

/** One message and the path to post it to. */
export type Post = { readonly path: string; readonly body: string };

/**
 * Returns the CPU time that a process's main thread has used, in milliseconds (Linux only). Other load on the machine
 * does not affect this time. The main thread has the same id as its process.
 */
export function mainThreadCpuMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/**
 * Code that both threads share. It posts a message with the headers that every request needs. The code is plain
 * JavaScript, because Node evaluates it from a string.
 */
const shared = `
  const { parentPort, workerData } = require('node:worker_threads');
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-11-25', authorization: 'Bearer ' + workerData.token };
  const post = async ({ path, body }) => {
    const response = await fetch(workerData.origin + path, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
`;

/** The code of a thread that calls get_me until it receives a message from the test. */
const measuring = `${shared}
  const params = { name: 'get_me', arguments: {} };
  const call = { path: '/mcp', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }) };
  let isOver = false;
  parentPort.once('message', () => { isOver = true; });
  (async () => {
    const timings = [];
    while (!isOver) {
      const startedAt = performance.now();
      const { status, text } = await post(call);
      timings.push(performance.now() - startedAt);
      if (status !== 200 || text.includes('isError')) throw new Error(text);
      if (timings.length === workerData.enough) parentPort.postMessage('enough');
      // Lets the message that ends the loop arrive.
      await new Promise((resolve) => setImmediate(resolve));
    }
    parentPort.postMessage(timings);
  })();
`;

const posting = `${shared}
  const { posts, atOnce } = workerData;
  const outcomes = { refused: 0, run: 0 };
  let next = 0;
  const send = async () => {
    while (next < posts.length) {
      const { text } = await post(posts[next++]);
      const { error, result } = JSON.parse(text);
      outcomes[error !== undefined || result?.isError === true ? 'refused' : 'run'] += 1;
    }
  };
  Promise.all(Array.from({ length: atOnce }, send)).then(() => parentPort.postMessage(outcomes));
`;

/** Sends prepared messages, `atOnce` at a time, and counts how many were refused and how many ran. */
export async function postAll(
  server: RunningServer,
  options: { readonly token: string; readonly posts: readonly Post[]; readonly atOnce: number },
): Promise<{ readonly refused: number; readonly run: number }> {
  const thread = start(posting, { origin: server.origin, ...options });
  return (await thread.next()) as { refused: number; run: number };
}

/**
 * Makes one person's calls one after the other, while `act` runs or until there are `enough` calls. Returns the
 * duration of each call in milliseconds. The first calls are left out, because the thread is still connecting.
 */
export async function timeCalls(
  server: RunningServer,
  options: { readonly token: string } & (
    | { readonly enough: number; readonly act?: never }
    | { readonly act: () => Promise<void>; readonly enough?: never }
  ),
): Promise<readonly number[]> {
  const { token, enough, act } = options;
  const thread = start(measuring, { origin: server.origin, token, enough });
  await (act === undefined ? thread.next() : Promise.race([thread.failure, act()]));
  const timings = thread.next((message) => Array.isArray(message));
  thread.end();
  return ((await timings) as number[]).slice(CONNECTING_CALLS);
}

const CONNECTING_CALLS = 5;

/**
 * Starts a thread from its source text. Calls are sent from separate threads, so that the CPU time of this thread is
 * only that of the stand-ins' work.
 */
function start(text: string, workerData: unknown) {
  const worker = new Worker(text, { eval: true, workerData });
  const failure = once(worker, 'error').then(([error]) => Promise.reject(error as Error));
  const next = async (isWanted: (message: unknown) => boolean = () => true): Promise<unknown> => {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- messages arrive one after the other
      const [message] = (await Promise.race([failure, once(worker, 'message')])) as [unknown];
      if (isWanted(message)) return message;
    }
  };
  return {
    failure,
    next,
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    end: () => worker.postMessage('over'),
  };
}
