import { percentDecoded } from '../../../base/text/percent-decoded.ts';
import { readUriQuery } from '../../../base/text/uri-query.ts';
import type { ResourceLink } from '../../define.ts';

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
