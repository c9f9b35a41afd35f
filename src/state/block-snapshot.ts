import { ageOf } from '../base/clock/age.ts';
import { UnavailableError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { blockKey, readBlocks, type BlockKind } from './blocks.ts';
import type { Store } from './store.ts';

/**
 * Returns when a block ends, in seconds since 1970 (`Infinity` if never), or undefined if there is no block. A
 * function's results never change: if the blocks change, a new function is created.
 */
export type BlockedUntil = (kind: BlockKind, ...names: readonly string[]) => number | undefined;

export type BlockSnapshot = {
  /**
   * Returns the blocks, at most 10 s old, or the last known blocks while the tables are down. Throws `UnavailableError`
   * if the blocks have never been read.
   */
  current(): Promise<BlockedUntil>;
  /** Returns the blocks in memory. Call `current` first. */
  latest(): BlockedUntil;
};

const STALE_MS = 10_000;
/**
 * Blocks older than this many milliseconds are refreshed in the background, so that requests do not wait while there is
 * traffic.
 */
const REFRESH_MS = 5_000;
/** For this many milliseconds after a failed read, requests use the blocks in memory and do not wait for the tables. */
const DOWN_MS = 15_000;

/**
 * Creates a cache of the blocks. `store` must be a block store; see `createBlockStore`. `now` returns milliseconds
 * since 1970.
 */
export function createBlockSnapshot({
  store,
  now,
  log,
}: {
  readonly store: Store;
  readonly now: () => number;
  readonly log: Log;
}): BlockSnapshot {
  let known: { readonly at: number; readonly turn: number; readonly blocked: BlockedUntil } | undefined;
  let pending: { readonly at: number; readonly blocked: Promise<BlockedUntil> } | undefined;
  let failedAt = -Infinity;
  let turns = 0;

  const load = async (at: number): Promise<BlockedUntil> => {
    turns += 1;
    const turn = turns;
    try {
      const blocks = await readBlocks(store);
      const ends = new Map(blocks.map(({ kind, subject, until }) => [blockKey(kind, [subject]), until]));
      const blocked: BlockedUntil = (kind, ...names) => ends.get(blockKey(kind, names));
      // A read can end after another read that started later. Its result is then out of date and ignored.
      if (known === undefined || known.turn < turn) known = { at, turn, blocked };
      failedAt = -Infinity;
      return known.blocked;
    } catch (error) {
      if (known === undefined || !(error instanceof UnavailableError)) throw error;
      failedAt = now();
      log.warn('blocks_not_read', { age: Math.floor((now() - known.at) / 1_000) });
      return known.blocked;
    }
  };
  /** Concurrent callers share one read, unless that read started so long ago that it may miss a new block. */
  const read = (): Promise<BlockedUntil> => {
    const at = now();
    if (pending !== undefined && ageOf(pending.at, at) < STALE_MS) return pending.blocked;
    const started = { at, blocked: load(at).finally(() => pending === started && (pending = undefined)) };
    pending = started;
    return started.blocked;
  };

  return {
    current: () => {
      if (known === undefined) return read();
      const { at, blocked } = known;
      const age = ageOf(at, now());
      const sinceFailure = ageOf(failedAt, now());
      if (age < REFRESH_MS || sinceFailure < REFRESH_MS) return Promise.resolve(blocked);
      const next = read();
      if (age >= STALE_MS && sinceFailure >= DOWN_MS) return next;
      next.catch(() => {});
      return Promise.resolve(blocked);
    },
    latest: () => {
      if (known === undefined) throw new UnavailableError('Table Storage');
      return known.blocked;
    },
  };
}
