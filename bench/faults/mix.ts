import { setTimeout as sleep } from 'node:timers/promises';

import { Agent, request } from 'undici';

import { inParallel } from '../in-parallel.ts';
import { workers, type Worker } from './crowd.ts';

/** The kinds of tool calls. */
export type Deed = 'mail' | 'calendar' | 'profile' | 'send';

/** A server under test. */
export type Candidate = {
  readonly name: string;
  readonly origin: string;
  readonly tokens: ReadonlyMap<Worker, string>;
  /** Returns the tool call for an operation; `subject` is unique for each message. */
  call(deed: Deed, worker: Worker, subject: string): { name: string; arguments: object };
  /** Returns whether the response reports the message as sent. */
  told(answer: Answer): 'sent' | 'not sent' | 'unknown';
};

/** A response; status 0 if none arrived in time. */
export type Answer = { readonly status: number; readonly text: string; readonly isError: boolean };

export type Made = Answer & {
  readonly worker: Worker;
  readonly deed: Deed;
  readonly subject: string;
  readonly shift: string;
  readonly ms: number;
};

const ARRIVING = 8;
const ARRIVAL_MS = 30_000;

/** A phase of the load; `patienceMs` is the timeout for a call. */
export type Shift = { readonly name: string; readonly ms: number; readonly patienceMs: number };

/** The shortest pause between a response and the next call, and how much longer it can be. */
const THINKING_MS = 1_500;
const THINKING_SPREAD_MS = 1_000;

/** Half of the calls are about mail. */
const day: readonly Deed[] = ['mail', 'calendar', 'mail', 'profile', 'send', 'mail', 'calendar', 'profile'];

/** Makes one call per person, so that the cost of first calls (token, connection) is not measured. */
export async function arrive(candidate: Candidate): Promise<void> {
  const agent = new Agent({ connections: ARRIVING });
  await inParallel(workers, ARRIVING, async (worker) => {
    const question = { worker, deed: 'profile', subject: '', patienceMs: ARRIVAL_MS } as const;
    const answer = await ask(agent, candidate, question);
    if (answer.isError) throw new Error(`${candidate.name} does not work: ${answer.status} ${answer.text}`);
  });
  await agent.destroy();
}

/** Runs one phase of load and waits for the last response. */
export async function work(candidate: Candidate, shift: Shift): Promise<Made[]> {
  const agent = new Agent({ connections: workers.length });
  const made: Made[] = [];
  const end = performance.now() + shift.ms;
  const live = async (worker: Worker, number: number): Promise<void> => {
    // Spreads the first calls.
    await sleep((number * THINKING_MS) / workers.length);
    for (let n = number; performance.now() < end; n += 1) {
      const deed = day[n % day.length] ?? 'mail';
      const subject = `${shift.name}, note ${n - number} of ${worker.person.alias}`;
      const began = performance.now();
      // The calls of one person are sequential.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(agent, candidate, { worker, deed, subject, patienceMs: shift.patienceMs });
      made.push({ ...answer, worker, deed, subject, shift: shift.name, ms: performance.now() - began });
      // oxlint-disable-next-line no-await-in-loop
      await sleep(THINKING_MS + ((n * 7_919) % THINKING_SPREAD_MS));
    }
  };
  await Promise.all(workers.map(live));
  await agent.destroy();
  return made;
}

type Question = { worker: Worker; deed: Deed; subject: string; patienceMs: number };

async function ask(agent: Agent, candidate: Candidate, question: Question): Promise<Answer> {
  const { worker, deed, subject, patienceMs } = question;
  const params = candidate.call(deed, worker, subject);
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
      signal: AbortSignal.timeout(patienceMs),
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
