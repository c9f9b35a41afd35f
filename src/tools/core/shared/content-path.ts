import { areaOfPath } from '../../../policy/path-area.ts';
import { stepsOf } from '../../../policy/path-segments.ts';
import type { ToolCall } from '../../define.ts';
import type { Resource } from '../../files/shared/resource.ts';

/** What a path to content refers to. */
export type ContentPlace =
  /** A file in a drive. `path` is the file's own path, without `/content`. */
  | { readonly kind: 'file'; readonly path: string }
  | Extract<Resource, { kind: 'attachment' }>
  /** Content that has no `portico://` address, such as a photo, an older version, a page or a logo. */
  | { readonly kind: 'other' };

/** Matches a path to content. In the beta version, `contentStream` is another name for a file's `content`. */
export const endsWithContent = /\/(?:content|contentStream|\$value)$/i;

/** Returns the kind of content that a GET of this path returns; undefined if the GET returns data. */
export function contentAt(path: string, call: Pick<ToolCall, 'operations'>): ContentPlace | undefined {
  const answerOf = (one: string): string | undefined => call.operations.index().find('GET', one)?.answer;
  // Graph's metadata declares usage reports as content, but some reports are returned as JSON.
  if (/^\/reports\//i.test(path)) return undefined;
  if (!endsWithContent.test(path)) return answerOf(path) === 'binary' ? { kind: 'other' } : undefined;
  const holder = path.slice(0, path.lastIndexOf('/')).replace(/:$/, '');
  const held = answerOf(holder);
  if (isFileAt(path, held)) return { kind: 'file', path: holder };
  return (held === 'attachment' ? attachmentAt(holder) : undefined) ?? { kind: 'other' };
}

/**
 * Whether a content path belongs to a file. The index does not contain every path to a file: for example, paths below a
 * shared folder or a channel's folder are missing.
 */
function isFileAt(path: string, held: string | undefined): boolean {
  if (/\$value$/i.test(path)) return false;
  if (held !== undefined) return held === 'driveItem';
  const isPart = stepsOf(path).some(({ word }) => word === 'thumbnails' || word === 'versions');
  return areaOfPath(path) === 'files' && !isPart;
}

/**
 * Returns the message attachment at a path; undefined for any other path. Attachments of events and posts have no
 * `portico://` address.
 */
function attachmentAt(path: string): ContentPlace | undefined {
  const [, mailbox, message, attachment] =
    /^\/(?:me|users\/([^/]+))\/(?:mailFolders\/[^/]+\/(?:childFolders\/[^/]+\/)*)?messages\/([^/]+)\/attachments\/([^/]+)$/i.exec(
      path,
    ) ?? [];
  if (message === undefined || attachment === undefined) return undefined;
  return {
    kind: 'attachment',
    message: decodeURIComponent(message),
    attachment: decodeURIComponent(attachment),
    mailbox: mailbox && decodeURIComponent(mailbox),
  };
}
