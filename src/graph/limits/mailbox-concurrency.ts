import { createSemaphore, type Release, type Semaphore } from '../../base/semaphore.ts';

/** Limits the number of concurrent requests to a mailbox or another resource with its own key. */
export type MailboxConcurrency = {
  /**
   * Waits for a permit. Users of a shared mailbox take turns, no matter how many requests each of them makes. Returns
   * `full` if too many requests from this user are already waiting, or `aborted` if the signal aborts first.
   */
  acquire(mailbox: string, person: string, signal: AbortSignal): Promise<Release | 'full' | 'aborted'>;
};

/** Exchange Online's limit on concurrent requests from one app to one mailbox. */
export const REQUESTS_PER_MAILBOX = 4;
const WAITING_PER_PERSON = 64;
/**
 * Once there are this many semaphores, the idle semaphores are deleted. After each deletion, the threshold becomes
 * twice the number of remaining semaphores, but at least this number.
 */
const CLEAN_UP_AT_LEAST = 1_000;

export function createMailboxConcurrency(): MailboxConcurrency {
  const semaphores = new Map<string, Semaphore>();
  let cleanUpAt = CLEAN_UP_AT_LEAST;

  const deleteIdle = (): void => {
    for (const [mailbox, semaphore] of semaphores) if (semaphore.isIdle) semaphores.delete(mailbox);
    cleanUpAt = Math.max(CLEAN_UP_AT_LEAST, 2 * semaphores.size);
  };

  const semaphoreOf = (mailbox: string): Semaphore => {
    const known = semaphores.get(mailbox);
    if (known !== undefined) return known;
    if (semaphores.size >= cleanUpAt) deleteIdle();
    const created = createSemaphore(REQUESTS_PER_MAILBOX, WAITING_PER_PERSON);
    semaphores.set(mailbox, created);
    return created;
  };

  return { acquire: (mailbox, person, signal) => semaphoreOf(mailbox).acquire(person, signal) };
}
