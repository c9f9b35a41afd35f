import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, in milliseconds; rejects when the signal aborts. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** Whether the whole pause was waited out; not where the signal ended it. */
export async function waitedOut(ms: number, signal: AbortSignal, pause: Pause = timer): Promise<boolean> {
  try {
    await pause(ms, signal);
    return true;
  } catch {
    return false;
  }
}

async function timer(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
