import { UnavailableError } from '../errors.ts';
import { ENDLESS } from './block-store.ts';
import type { Place, Row, Store } from './store.ts';

export const blockKinds = ['tenant', 'person', 'client', 'tool'] as const;

export type BlockKind = (typeof blockKinds)[number];

/** `names` are the tenant id, tenant id and object id, client class, or tool name. */
export type BlockSubject = { readonly kind: BlockKind; readonly names: readonly string[] };

/**
 * Times are seconds since 1970; `until` is infinite for a block without an end. `endIgnored`: its end was not set by
 * Portico, see `createBlockStore`.
 */
export type Block = {
  readonly kind: BlockKind;
  readonly subject: string;
  readonly until: number;
  readonly setAt: number | undefined;
  readonly reason: string | undefined;
  readonly endIgnored: boolean;
};

/** Blocks for administrators. Methods throw `UnavailableError` while the tables are down. */
export type BlockBook = {
  /** Creates or changes a block. */
  set(subject: BlockSubject, terms: { until: number; reason: string | undefined }): Promise<void>;
  /** Removes a block; false if there was none. */
  lift(subject: BlockSubject): Promise<boolean>;
  list(): Promise<readonly Block[]>;
};

/** A rule with more subjects than this belongs in the settings. */
export const BLOCKS_LIMIT = 10_000;

const ATTEMPTS = 5;

/** Pass a block store. The key of a row is the subject, its expiry the end of the block. `now` is in milliseconds. */
export function createBlockBook(store: Store, now: () => number): BlockBook {
  const write = async (place: Place, entry: Parameters<Store['insert']>[1]): Promise<boolean> => {
    const row = await store.get(place);
    return row === undefined ? store.insert(place, entry) : store.replace(place, entry, row.etag);
  };
  return {
    set: async (subject, { until, reason }) => {
      const value = { v: 1, setAt: Math.floor(now() / 1_000), reason };
      const entry = { value, expiresAt: Math.min(Math.ceil(until), ENDLESS) };
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        // oxlint-disable-next-line no-await-in-loop -- each attempt follows a lost race
        if (await write(placeOf(subject), entry)) return;
      }
      throw new UnavailableError('Table Storage');
    },
    lift: (subject) => store.remove(placeOf(subject)),
    list: async () => (await readBlocks(store)).filter(({ until }) => until > now() / 1_000),
  };
}

/** Reads all blocks, including expired ones that are not purged yet; stops after `BLOCKS_LIMIT`. */
export async function readBlocks(store: Store): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  let cursor: string | undefined;
  do {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const page = await store.list('blocks', undefined, cursor);
    blocks.push(...page.rows.map(toBlock).filter((block) => block !== undefined));
    cursor = page.cursor;
  } while (cursor !== undefined && blocks.length < BLOCKS_LIMIT);
  return blocks;
}

/** Ids of Entra and host names are case-insensitive. */
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
