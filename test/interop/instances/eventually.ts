import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 100;

/** Polls until the result is true; rejects if a poll that started after `deadlineMs` still returns false. */
export async function eventually(ask: () => Promise<boolean>, deadlineMs: number): Promise<void> {
  const last = Date.now() + deadlineMs;
  for (;;) {
    const startedAt = Date.now();
    // oxlint-disable-next-line no-await-in-loop -- polls are sequential
    if (await ask()) return;
    if (startedAt > last) throw new Error(`still false after ${deadlineMs / 1_000} s`);
    // oxlint-disable-next-line no-await-in-loop
    await pause(PAUSE_MS);
  }
}
