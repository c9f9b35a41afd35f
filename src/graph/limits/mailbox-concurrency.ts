import { createSemaphore, type Release, type Semaphore } from '../../base/semaphore.ts';

/** Limits how many requests one mailbox, or another bottleneck behind Graph, gets at the same time. */
export type MailboxConcurrency = {
  /**
   * Waits for a permit. People who share a mailbox take turns, however many requests each of them has. Returns `full`
   * if too many requests of this person wait already, `aborted` if the signal aborts first.
   */
  acquire(mailbox: string, person: string, signal: AbortSignal): Promise<Release | 'full' | 'aborted'>;
};

/** Exchange Online serves this many concurrent requests of one app to one mailbox. */
export const REQUESTS_PER_MAILBOX = 4;
const WAITING_PER_PERSON = 64;
/** Idle mailboxes are forgotten when there are more than this many, and than twice those in use. */
const FEWEST_KEPT = 1_000;

/** One semaphore per mailbox in use. */
export function createMailboxConcurrency(): MailboxConcurrency {
  const semaphores = new Map<string, Semaphore>();
  let forgetIdleAt = FEWEST_KEPT;

  const forgetIdle = (): void => {
    for (const [mailbox, semaphore] of semaphores) if (semaphore.isIdle) semaphores.delete(mailbox);
    forgetIdleAt = Math.max(FEWEST_KEPT, 2 * semaphores.size);
  };

  const semaphoreOf = (mailbox: string): Semaphore => {
    const known = semaphores.get(mailbox);
    if (known !== undefined) return known;
    if (semaphores.size >= forgetIdleAt) forgetIdle();
    const created = createSemaphore(REQUESTS_PER_MAILBOX, WAITING_PER_PERSON);
    semaphores.set(mailbox, created);
    return created;
  };

  return { acquire: (mailbox, person, signal) => semaphoreOf(mailbox).acquire(person, signal) };
}
