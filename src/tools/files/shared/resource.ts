import { percentDecoded } from '../../../base/text/percent-decoded.ts';
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
  if (uri.length > MAX_URI) return undefined;
  const [, kind, first, second, query] =
    /^portico:\/\/(file|attachment)\/([^/?#]+)\/([^/?#]+)(?:\?mailbox=([^&#]+))?$/.exec(uri) ?? [];
  const [one, other, mailbox] = [first, second, query].map(decode);
  if (one === undefined || other === undefined) return undefined;
  if (kind === 'attachment') return { kind, message: one, attachment: other, mailbox };
  return query === undefined ? { kind: 'file', drive: one, item: other } : undefined;
}

/** A page of a resource, starting at byte `from`. */
export type PageAddress = { readonly resource: Resource; readonly from: number };

export function uriOfPage({ resource, from }: PageAddress): string {
  const uri = uriOf(resource);
  return `${uri}${uri.includes('?') ? '&' : '?'}offset=${from}`;
}

/** Parses the URI of a page of a resource, by default the first page. Returns undefined for any other URI. */
export function pageAt(uri: string): PageAddress | undefined {
  const [, plain = uri, digits = '0'] = /^(.*)[?&]offset=(\d{1,15})$/.exec(uri) ?? [];
  const resource = resourceAt(plain);
  return resource && { resource, from: Number(digits) };
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

function decode(part: string | undefined): string | undefined {
  return part === undefined ? undefined : percentDecoded(part);
}
