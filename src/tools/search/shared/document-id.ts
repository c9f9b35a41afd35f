import { ToolError } from '../../../errors.ts';

/** Identifies a search result: its kind, its location, and the position at which to start reading. */
export type DocumentId = {
  readonly kind: 'mail' | 'event' | 'file';
  /** The id in Graph. */
  readonly item: string;
  /** The drive of a file; undefined for documents that are not files. */
  readonly drive?: string | undefined;
  /** The position in the text at which reading starts, for documents that are too long for one result. */
  readonly offset: number;
};

/** Formats an id such as `mail:AAMk…`, `file:b!x/01ABC` or, for the rest of a long text, `mail:AAMk…#20000`. */
export function writeDocumentId({ kind, item, drive, offset }: DocumentId): string {
  const place = drive === undefined ? item : `${drive}/${item}`;
  return `${kind}:${place}${offset > 0 ? `#${offset}` : ''}`;
}

/** Parses an id. Throws `ToolError('bad_id')` for anything that `writeDocumentId` does not produce. */
export function readDocumentId(id: string): DocumentId {
  const parts = /^(mail|event|file):([\w!=+/-]{1,1000})(?:#(\d{1,12}))?$/.exec(id.trim()) ?? [];
  const [, kind, place = '', offset = '0'] = parts;
  if ((kind === 'mail' || kind === 'event') && !place.includes('/'))
    return { kind, item: place, offset: Number(offset) };
  const [, drive, item] = /^([^/]+)\/([^/]+)$/.exec(place) ?? [];
  if (kind === 'file' && drive !== undefined && item !== undefined)
    return { kind, drive, item, offset: Number(offset) };
  throw new ToolError(
    'bad_id',
    'This is not the id of a search result. Copy the full id from a result of the search tool.',
  );
}
