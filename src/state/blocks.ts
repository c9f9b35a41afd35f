import { ENDLESS } from './block-store.ts';
import type { Place, Row, Store } from './store.ts';
import { retryConflicts, writeRow } from './write-row.ts';

const blockKinds = ['tenant', 'person', 'client', 'tool'] as const;

export type BlockKind = (typeof blockKinds)[number];

/**
 * `names` depends on `kind`: the tenant id; the tenant id and the user's object id; the client class; or the tool name.
 */
export type BlockSubject = { readonly kind: BlockKind; readonly names: readonly string[] };

/**
 * Times are in seconds since 1970. `until` is `Infinity` if the block never expires. `endIgnored` is true if Portico
 * did not sign the stored end time; see `createBlockStore`.
 */
export type Block = {
  readonly kind: BlockKind;
  readonly subject: string;
  readonly until: number;
  readonly setAt: number | undefined;
  readonly reason: string | undefined;
  readonly endIgnored: boolean;
};

/** Lets administrators manage blocks. Methods throw `UnavailableError` while the tables are down. */
export type BlockBook = {
  /** Creates or changes a block. */
  set(subject: BlockSubject, terms: { until: number; reason: string | undefined }): Promise<void>;
  /** Removes a block. Returns false if there was no such block. */
  lift(subject: BlockSubject): Promise<boolean>;
  list(): Promise<readonly Block[]>;
};

/** Maximum number of blocks. A rule for more subjects belongs in the settings. */
export const BLOCKS_LIMIT = 10_000;

/**
 * Creates the list of blocks that administrators manage. `store` must be a block store: each row's key is the blocked
 * subject, and the row expires when the block ends. `now` returns milliseconds since 1970.
 */
export function createBlockBook(store: Store, now: () => number): BlockBook {
  return {
    set: async (subject, { until, reason }) => {
      const value = { v: 1, setAt: Math.floor(now() / 1_000), reason };
      const entry = { value, expiresAt: Math.min(Math.ceil(until), ENDLESS) };
      await retryConflicts(() => writeRow(store, placeOf(subject), () => entry));
    },
    lift: (subject) => store.remove(placeOf(subject)),
    list: async () => (await readBlocks(store)).filter(({ until }) => until > now() / 1_000),
  };
}

/** Reads all blocks, including expired blocks that have not been purged yet. Stops after `BLOCKS_LIMIT` blocks. */
export async function readBlocks(store: Store): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  let cursor: string | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page has the cursor of the next
    const page = await store.list('blocks', undefined, cursor);
    blocks.push(...page.rows.map(toBlock).filter((block) => block !== undefined));
    cursor = page.cursor;
  } while (cursor !== undefined && blocks.length < BLOCKS_LIMIT);
  return blocks;
}

/** Returns a case-insensitive key, because Entra's ids and host names are case-insensitive. */
export function blockKey(kind: BlockKind, names: readonly string[]): string {
  return `${kind} ${subjectOf(names)}`;
}

function subjectOf(names: readonly string[]): string {
  return names.join('/').toLowerCase();
}

function placeOf({ kind, names }: BlockSubject): Place {
  return { table: 'blocks', partition: kind, id: subjectOf(names) };
}

function toBlock({ partition, id, value, expiresAt }: Row): Block | undefined {
  const kind = blockKinds.find((known) => known === partition);
  if (kind === undefined) return undefined;
  const { setAt, reason, endIgnored } = value;
  return {
    kind,
    subject: id,
    until: expiresAt >= ENDLESS ? Infinity : expiresAt,
    setAt: typeof setAt === 'number' ? setAt : undefined,
    reason: typeof reason === 'string' ? reason : undefined,
    endIgnored: endIgnored === true,
  };
}
