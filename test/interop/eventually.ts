import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 100;

/** Asks until the answer is yes; rejects where one that was asked for after `deadlineMs` is still a no. */
export async function eventually(ask: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const last = Date.now() + deadlineMs;
  for (;;) {
    const asked = Date.now();
    // oxlint-disable-next-line no-await-in-loop -- each question follows the answer before it
    if (await ask()) return;
    if (asked > last) throw new Error(`not so within ${deadlineMs / 1_000} s`);
    // oxlint-disable-next-line no-await-in-loop
    await pause(PAUSE_MS);
  }
}
