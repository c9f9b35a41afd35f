import { UnavailableError } from '../errors.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { blockKey, readBlocks, type BlockKind } from './blocks.ts';
import type { Store } from './store.ts';

/** Until when somebody or something is blocked, in seconds since 1970 (infinite: for good); undefined where there is no block. */
export type BlockedUntil = (kind: BlockKind, ...names: readonly string[]) => number | undefined;

/** The blocks as this instance knows them. */
export type BlockSnapshot = {
  /** At most 10 s old; the last ones known while the tables are down. Throws `UnavailableError` where none ever were. */
  current(): Promise<BlockedUntil>;
  /** The same without a look at the tables, for what follows on `current`. */
  latest(): BlockedUntil;
};

const STALE_MS = 10_000;
/** From this age the blocks are read behind the back of whoever asks, so that under traffic nobody waits. */
const REFRESH_MS = 5_000;
/** A failure as old as this no longer tells that the tables are down: whoever asks waits for them again. */
const DOWN_MS = 15_000;

/** Keeps the blocks of the bare tables in memory; see `createBlockBook`. `now` is in milliseconds. */
export function createBlockSnapshot({
  store,
  now,
  log,
}: {
  readonly store: Store;
  readonly now: () => number;
  readonly log: Log;
}): BlockSnapshot {
  let known: { readonly at: number; readonly blocked: BlockedUntil } | undefined;
  let underway: { readonly at: number; readonly blocked: Promise<BlockedUntil> } | undefined;
  let failedAt = -Infinity;

  const ask = async (at: number): Promise<BlockedUntil> => {
    try {
      const blocks = await readBlocks(store);
      const ends = new Map(blocks.map(({ kind, subject, until }) => [blockKey(kind, [subject]), until]));
      const blocked: BlockedUntil = (kind, ...names) => ends.get(blockKey(kind, names));
      if (known === undefined || known.at <= at) known = { at, blocked };
      failedAt = -Infinity;
      return known.blocked;
    } catch (error) {
      if (known === undefined || !(error instanceof UnavailableError)) throw error;
      failedAt = now();
      log.warn('blocks_not_read', { age: Math.floor((now() - known.at) / 1_000) });
      return known.blocked;
    }
  };
  /** One read for all who ask at a time; what began long ago may have missed a block that was set since. */
  const read = (): Promise<BlockedUntil> => {
    const at = now();
    if (underway !== undefined && at - underway.at < STALE_MS) return underway.blocked;
    const mine = { at, blocked: ask(at).finally(() => underway === mine && (underway = undefined)) };
    underway = mine;
    return mine.blocked;
  };

  return {
    current: () => {
      if (known === undefined) return read();
      const { at, blocked } = known;
      const sinceFailure = now() - failedAt;
      if (now() - at < REFRESH_MS || sinceFailure < REFRESH_MS) return Promise.resolve(blocked);
      const next = read();
      if (now() - at >= STALE_MS && sinceFailure >= DOWN_MS) return next;
      next.catch(() => {});
      return Promise.resolve(blocked);
    },
    latest: () => {
      if (known === undefined) throw new UnavailableError('Table Storage');
      return known.blocked;
    },
  };
}
