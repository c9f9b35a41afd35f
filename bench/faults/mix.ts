import { setTimeout as sleep } from 'node:timers/promises';

import { Agent, request } from 'undici';

import { inParallel } from '../load/in-parallel.ts';
import { workers, type Worker } from './crowd.ts';

export type Operation = 'mail' | 'calendar' | 'profile' | 'send';

/** A server under test. */
export type Candidate = {
  readonly name: string;
  readonly origin: string;
  readonly tokens: ReadonlyMap<Worker, string>;
  /** Returns the tool call for an operation. `subject` is unique for each message. */
  call(operation: Operation, worker: Worker, subject: string): { name: string; arguments: object };
  /** Returns the outcome that the response reports for the message. */
  reportedOutcome(answer: Answer): 'sent' | 'not sent' | 'unknown';
};

/** A response. The status is 0 if no response arrived in time. */
export type Answer = { readonly status: number; readonly text: string; readonly isError: boolean };

export type CompletedCall = Answer & {
  readonly worker: Worker;
  readonly operation: Operation;
  readonly subject: string;
  readonly phase: string;
  readonly ms: number;
};

const WARM_UP_CONNECTIONS = 8;
const WARM_UP_TIMEOUT_MS = 30_000;

/** A phase of the load; `timeoutMs` is the timeout for a call. */
export type Phase = { readonly name: string; readonly ms: number; readonly timeoutMs: number };

/** The pause between a response and the next call is between PAUSE_MS and PAUSE_MS + PAUSE_SPREAD_MS milliseconds. */
const PAUSE_MS = 1_500;
const PAUSE_SPREAD_MS = 1_000;

/** The operations that each person performs in turn. Half of the calls are about mail. */
const operations: readonly Operation[] = [
  'mail',
  'calendar',
  'mail',
  'profile',
  'send',
  'mail',
  'calendar',
  'profile',
];

/** Makes one call per person, so that the cost of first calls (token, connection) is not measured. */
export async function warmUp(candidate: Candidate): Promise<void> {
  const agent = new Agent({ connections: WARM_UP_CONNECTIONS });
  await inParallel(workers, WARM_UP_CONNECTIONS, async (worker) => {
    const question = { worker, operation: 'profile', subject: '', timeoutMs: WARM_UP_TIMEOUT_MS } as const;
    const answer = await ask(agent, candidate, question);
    if (answer.isError) throw new Error(`${candidate.name} does not work: ${answer.status} ${answer.text}`);
  });
  await agent.destroy();
}

/** Runs one phase of load and waits for the last response. */
export async function runPhase(candidate: Candidate, phase: Phase): Promise<CompletedCall[]> {
  const agent = new Agent({ connections: workers.length });
  const completed: CompletedCall[] = [];
  const end = performance.now() + phase.ms;
  const makeCalls = async (worker: Worker, number: number): Promise<void> => {
    // Staggers the first calls.
    await sleep((number * PAUSE_MS) / workers.length);
    for (let n = number; performance.now() < end; n += 1) {
      const operation = operations[n % operations.length] ?? 'mail';
      const subject = `${phase.name}, note ${n - number} of ${worker.person.alias}`;
      const began = performance.now();
      // The calls of one person are sequential.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(agent, candidate, { worker, operation, subject, timeoutMs: phase.timeoutMs });
      completed.push({
        ...answer,
        worker,
        operation,
        subject,
        phase: phase.name,
        ms: performance.now() - began,
      });
      // oxlint-disable-next-line no-await-in-loop
      await sleep(PAUSE_MS + ((n * 7_919) % PAUSE_SPREAD_MS));
    }
  };
  await Promise.all(workers.map(makeCalls));
  await agent.destroy();
  return completed;
}

type Question = { worker: Worker; operation: Operation; subject: string; timeoutMs: number };

async function ask(agent: Agent, candidate: Candidate, question: Question): Promise<Answer> {
  const { worker, operation, subject, timeoutMs } = question;
  const params = candidate.call(operation, worker, subject);
  try {
    const answer = await request(`${candidate.origin}/mcp`, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${candidate.tokens.get(worker)}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await answer.body.text();
    return { status: answer.statusCode, ...resultIn(body) };
  } catch (error) {
    return { status: 0, text: error instanceof Error ? error.name : '', isError: true };
  }
}

function resultIn(body: string): { text: string; isError: boolean } {
  try {
    const { result } = JSON.parse(body) as {
      result?: { content: { text?: string }[]; isError?: boolean };
    };
    if (result === undefined) return { text: body, isError: true };
    const text = result.content.map((part) => part.text ?? '').join('\n');
    return { text, isError: result.isError === true };
  } catch {
    return { text: body, isError: true };
  }
}
