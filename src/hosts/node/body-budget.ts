import { HttpError } from '../../errors.ts';

/** Memory reserved for the body of one request. */
export type BodyLease = {
  /**
   * Reserves space for a body of this length before any of it is received, so that every body that we start to read
   * can be read to the end. Throws `HttpError` 429 if there is not enough space.
   */
  reserve(bytes: number): void;
  /** Releases the reserved memory. */
  end(): void;
};

export type BodyBudget = { open(address: string): BodyLease };

/** Sizes in bytes. */
export type BudgetLimits = {
  /** Maximum total size of all bodies in this process, in bytes. */
  readonly total: number;
  /** Maximum total size of the bodies from one address, in bytes, so that one address cannot block other addresses. */
  readonly perAddress: number;
  /**
   * The number of bytes of each body that do not count towards the limits, so that calls of normal size are always
   * served.
   */
  readonly free: number;
};

/** After this time, space should be free: receiving a body takes about a second, and responding takes a few seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Limits the memory that bodies occupy, from their first byte until the response has been sent. */
export function createBodyBudget({ total, perAddress, free }: BudgetLimits): BodyBudget {
  const usedBy = new Map<string, number>();
  let used = 0;
  return {
    open: (address) => {
      let reserved = 0;
      const change = (bytes: number) => {
        const more = bytes - reserved;
        const own = (usedBy.get(address) ?? 0) + more;
        if (more > 0 && (used + more > total || own > perAddress)) throw noRoom();
        reserved = bytes;
        used += more;
        if (own === 0) usedBy.delete(address);
        else usedBy.set(address, own);
      };
      return {
        reserve: (bytes) => {
          const counted = Math.max(0, bytes - free);
          if (counted > reserved) change(counted);
        },
        end: () => {
          if (reserved > 0) change(0);
        },
      };
    },
  };
}

function noRoom(): HttpError {
  const message = `Too many large requests are being received: try again in ${RETRY_AFTER_SECONDS} seconds.`;
  return new HttpError(429, message, { headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } });
}
