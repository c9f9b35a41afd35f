import { performance } from 'node:perf_hooks';

import { Pool } from 'undici';

import { cpuMs } from '../figures/process-figures.ts';

/** One kind of request. All requests of a kind are identical. */
export type Shot = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Text that every successful response contains. */
  readonly expects: string;
  /** Whether a failed tool call is expected. */
  readonly fails?: boolean;
};

/** How requests are sent. Each connection sends its next request after it has received the previous response. */
export type Pace = { readonly connections: number; readonly requests: number };

/** The measurements of one load; the CPU time is the server's. */
export type Volley = {
  readonly cpuMsPerRequest: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const ANSWER_DEADLINE_MS = 10_000;

export function openPool(origin: string, connections: number): Pool {
  const timeouts = { bodyTimeout: ANSWER_DEADLINE_MS, headersTimeout: ANSWER_DEADLINE_MS };
  return new Pool(origin, { connections, ...timeouts });
}

/** Sends one request and returns its duration in milliseconds. Rejects if the response is not the expected one. */
export async function shoot(pool: Pool, { expects, fails = false, ...shot }: Shot): Promise<number> {
  const begun = performance.now();
  const answer = await pool.request({ ...shot, method: 'POST' });
  const text = await answer.body.text();
  const ms = performance.now() - begun;
  const isFailure = text.includes('"isError":true');
  if (answer.statusCode !== 200 || !text.includes(expects) || isFailure !== fails)
    throw new Error(`${shot.path} responded with ${answer.statusCode}: ${text.slice(0, 300)}`);
  return ms;
}

/** Sends the requests and measures them. Rejects at the first unexpected response. */
export async function fire(server: { origin: string; pid: number }, shot: Shot, pace: Pace): Promise<Volley> {
  const pool = openPool(server.origin, pace.connections);
  const times: number[] = [];
  let left = pace.requests;
  const gun = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      times.push(await shoot(pool, shot));
    }
  };
  try {
    const [cpuBefore, begun] = [cpuMs(server.pid), performance.now()];
    await Promise.all(Array.from({ length: pace.connections }, gun));
    const [cpuAfter, ended] = [cpuMs(server.pid), performance.now()];
    times.sort((a, b) => a - b);
    return {
      cpuMsPerRequest: (cpuAfter - cpuBefore) / pace.requests,
      requestsPerSecond: (pace.requests * 1_000) / (ended - begun),
      p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
      p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
    };
  } finally {
    await pool.close();
  }
}
