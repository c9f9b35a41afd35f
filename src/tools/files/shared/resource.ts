import { percentDecoded } from '../../../base/text/percent-decoded.ts';
import { readUriQuery } from '../../../base/text/uri-query.ts';
import { ToolError } from '../../../errors.ts';
import type { ResourceLink } from '../../define.ts';
import type { ItemArgs } from './item.ts';

/** Anything with a `portico://` URI: a file in a drive (`me` is the caller's own drive) or a message attachment. */
export type Resource =
  | { readonly kind: 'file'; readonly drive: string; readonly item: string }
  | {
      readonly kind: 'attachment';
      readonly message: string;
      readonly attachment: string;
      readonly mailbox: string | undefined;
    };

const MAX_URI = 2_000;

/** Returns the URI of a resource. The URI grants no access: reading it requires permission for the file or message. */
export function uriOf(resource: Resource): string {
  const parts =
    resource.kind === 'file' ? [resource.drive, resource.item] : [resource.message, resource.attachment];
  const place = `portico://${resource.kind}/${parts.map(encodeURIComponent).join('/')}`;
  const mailbox = resource.kind === 'file' ? undefined : resource.mailbox;
  return mailbox === undefined ? place : `${place}?mailbox=${encodeURIComponent(mailbox)}`;
}

/** Parses the URI of a resource. Returns undefined for any other URI. */
export function resourceAt(uri: string): Resource | undefined {
  return parse(uri, ['mailbox'])?.resource;
}

/**
 * Matches the id of a file in a result of `search`, such as `file:b!x/01ABC`, or the id of a later page of the file's
 * text.
 */
const foundFile = /^file:([^/#]+)\/([^/#]+)(?:#\d+)?$/;

/**
 * Converts a `portico://` address, or an id from `search`, to an id and a drive. Returns any other item unchanged.
 * Throws `ToolError('bad_argument')` for the address of an attachment.
 */
export function placeOf({ item, drive }: ItemArgs): ItemArgs {
  const given = item.trim();
  const [, holder = '', id] = foundFile.exec(given) ?? [];
  const resource: Resource | undefined =
    id === undefined ? resourceAt(given) : { kind: 'file', drive: holder, item: id };
  if (resource === undefined) return { item, drive };
  if (resource.kind === 'file') {
    return { item: resource.item, drive: resource.drive === 'me' ? undefined : resource.drive };
  }
  throw new ToolError(
    'bad_argument',
    'This is an attachment, not a file in a drive. Store it with upload_file first, or read it with get_attachment.',
  );
}

/** A page of a resource, starting at byte `from`. */
export type PageAddress = { readonly resource: Resource; readonly from: number };

export function uriOfPage({ resource, from }: PageAddress): string {
  const uri = uriOf(resource);
  return `${uri}${uri.includes('?') ? '&' : '?'}offset=${from}`;
}

/** Parses the URI of a page of a resource, by default the first page. Returns undefined for any other URI. */
export function pageAt(uri: string): PageAddress | undefined {
  return parse(uri, ['mailbox', 'offset']);
}

function parse(uri: string, parameters: readonly ('mailbox' | 'offset')[]): PageAddress | undefined {
  if (uri.length > MAX_URI) return undefined;
  const [, kind, first, second, query = ''] =
    /^portico:\/\/(file|attachment)\/([^/?#]+)\/([^/?#]+)(?:\?([^#]*))?$/.exec(uri) ?? [];
  const [one, other] = [first, second].map((part) => part && percentDecoded(part));
  const values = readUriQuery(query, parameters);
  if (one === undefined || other === undefined || values === undefined) return undefined;
  const { mailbox, offset = '0' } = values;
  if (!/^\d{1,15}$/.test(offset)) return undefined;
  const from = Number(offset);
  if (kind === 'attachment') return { resource: { kind, message: one, attachment: other, mailbox }, from };
  return mailbox === undefined ? { resource: { kind: 'file', drive: one, item: other }, from } : undefined;
}

export function linkTo(
  resource: Resource,
  { name, type, size }: { readonly name: string; readonly type: string; readonly size: number | undefined },
): ResourceLink {
  return {
    uri: uriOf(resource),
    name,
    ...(type !== '' && { mimeType: type }),
    ...(size !== undefined && { size }),
  };
}
