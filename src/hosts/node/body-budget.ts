import { HttpError } from '../../errors.ts';

/** The memory that one request's body occupies. */
export type BodyLease = {
  /**
   * Reserves room for a body of this length, before any of it is received. Throws `HttpError` 429 if there is not
   * enough: a body that was begun can then always be finished.
   */
  reserve(bytes: number): void;
  /** Gives everything back. */
  end(): void;
};

export type BodyBudget = { open(address: string): BodyLease };

/** Sizes in bytes. */
export type BudgetLimits = {
  /** For all bodies of this process. */
  readonly total: number;
  /** For the bodies of one address, so that it cannot shut out the others. */
  readonly perAddress: number;
  /** This much of each body is not counted, so that calls of usual size are always answered. */
  readonly free: number;
};

/** Bodies are received in about a second, and answered in a few. */
const RETRY_AFTER_SECONDS = 5;

/** Bounds the memory that bodies occupy from their first byte until their request is answered. */
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
