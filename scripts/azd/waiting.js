import { RestError } from './rest.js';

/** How long Entra may take until everybody sees what was just made, in milliseconds. */
const REPLICATION_MS = 3 * 60_000;
/** A refusal is more likely meant as it is said, and nobody should wait long to hear of it. */
const REFUSAL_MS = 30_000;
const REPLICATION_STEP_MS = 5_000;

/**
 * Asks again and again until there is an answer; undefined where there is none in time.
 * @template T @param {Pick<import('./hook.js').HookContext, 'sleep' | 'now'>} context
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
 * Does something to what was made a moment ago. Entra answers such requests for a while as if it were not there
 * (404, 400) or not ours (403); the last such answer is thrown when that does not end.
 * @template T @param {Pick<import('./hook.js').HookContext, 'sleep' | 'now'>} context @param {() => Promise<T>} work
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
