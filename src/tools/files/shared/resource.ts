import type { ResourceLink } from '../../define.ts';

/** What has a `portico://` address: a file of a drive (`me` is the caller's own), or an attachment of a message. */
export type Resource =
  | { readonly kind: 'file'; readonly drive: string; readonly item: string }
  | {
      readonly kind: 'attachment';
      readonly message: string;
      readonly attachment: string;
      readonly mailbox: string | undefined;
    };

const LONGEST_URI = 2_000;

/** The address of a resource. It opens nothing by itself: whoever reads it needs the right to the thing. */
export function uriOf(resource: Resource): string {
  const parts =
    resource.kind === 'file' ? [resource.drive, resource.item] : [resource.message, resource.attachment];
  const place = `portico://${resource.kind}/${parts.map(encodeURIComponent).join('/')}`;
  const mailbox = resource.kind === 'file' ? undefined : resource.mailbox;
  return mailbox === undefined ? place : `${place}?mailbox=${encodeURIComponent(mailbox)}`;
}

/** What an address names; undefined for what is no address of ours. */
export function resourceAt(uri: string): Resource | undefined {
  if (uri.length > LONGEST_URI) return undefined;
  const [, kind, first, second, query] =
    /^portico:\/\/(file|attachment)\/([^/?#]+)\/([^/?#]+)(?:\?mailbox=([^&#]+))?$/.exec(uri) ?? [];
  const [one, other, mailbox] = [first, second, query].map(decoded);
  if (one === undefined || other === undefined) return undefined;
  if (kind === 'attachment') return { kind, message: one, attachment: other, mailbox };
  return query === undefined ? { kind: 'file', drive: one, item: other } : undefined;
}

/** A page of a resource: the thing, and the byte at which the page begins. */
export type PageAddress = { readonly resource: Resource; readonly from: number };

/** The address of a page of a resource. */
export function uriOfPage({ resource, from }: PageAddress): string {
  const uri = uriOf(resource);
  return `${uri}${uri.includes('?') ? '&' : '?'}offset=${from}`;
}

/** What the address of a page names, the first page where none is told; undefined for what is no address of ours. */
export function pageAt(uri: string): PageAddress | undefined {
  const [, plain = uri, digits = '0'] = /^(.*)[?&]offset=(\d{1,15})$/.exec(uri) ?? [];
  const resource = resourceAt(plain);
  return resource && { resource, from: Number(digits) };
}

/** A link to a resource, for clients that read such links. */
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

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
