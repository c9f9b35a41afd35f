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

/** Keeps a semaphore per mailbox, for as long as it is in use. */
export function createMailboxConcurrency(): MailboxConcurrency {
  const semaphores = new Map<string, Semaphore>();

  const semaphoreOf = (mailbox: string): Semaphore => {
    const known = semaphores.get(mailbox);
    if (known !== undefined) return known;
    const created = createSemaphore(REQUESTS_PER_MAILBOX, WAITING_PER_PERSON);
    semaphores.set(mailbox, created);
    return created;
  };

  return {
    acquire: async (mailbox, person, signal) => {
      const semaphore = semaphoreOf(mailbox);
      const release = await semaphore.acquire(person, signal);
      if (typeof release === 'string') return release;
      return () => {
        release();
        if (semaphore.isIdle && semaphores.get(mailbox) === semaphore) semaphores.delete(mailbox);
      };
    },
  };
}
