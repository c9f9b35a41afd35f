import { RestError } from './rest.js';

/** How long Entra may take to replicate a new object, in milliseconds. */
const REPLICATION_MS = 3 * 60_000;
/** Shorter time limit after status 403, in milliseconds. A refusal is more likely to be permanent. */
const REFUSAL_MS = 30_000;
const REPLICATION_STEP_MS = 5_000;

/**
 * Calls `ask` until it returns a value. Returns undefined after the time limit.
 * @template T @param {Pick<import('../hook.js').HookContext, 'sleep' | 'now'>} context
 * @param {{ everyMs: number, limitMs: number }} pace @param {() => Promise<T | undefined>} ask
 */
export async function pollUntil({ sleep, now }, { everyMs, limitMs }, ask) {
  const end = now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || now() >= end) return answer;
    await sleep(everyMs);
  }
}

/**
 * Retries work on an object that was created a moment ago. Until the object is replicated, Entra may respond with
 * status 400, 403 or 404; the last such error is thrown after the time limit.
 * @template T @param {Pick<import('../hook.js').HookContext, 'sleep' | 'now'>} context @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function retryUntilReplicated(context, work) {
  const began = context.now();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RestError) || ![400, 403, 404].includes(error.status)) throw error;
      const limit = error.status === 403 ? REFUSAL_MS : REPLICATION_MS;
      if (context.now() - began >= limit) throw error;
      await context.sleep(REPLICATION_STEP_MS);
    }
  }
}
