import { mediaType } from '../../base/headers.ts';
import type { AnyOutcome, Stream } from '../response/outcome.ts';

/** A range of bytes: from `from` up to but not including `to`, or to the end if `to` is undefined. */
export type Span = { readonly from: number; readonly to?: number };

/** Content that can be read only once. */
export type Content = {
  /** Total length of the content in bytes, if known. */
  readonly size: number | undefined;
  /** Media type in lower case, without parameters. */
  readonly type: string;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** A stream, the offset in the content at which it starts, and the content's total size and ETag. */
export type OpenedContent = {
  readonly stream: Stream;
  readonly begins: number;
  readonly size: number | undefined;
  readonly tag: string | undefined;
};

/**
 * Reads the headers of a response that contains either the requested range or all of the content (RFC 9110, section
 * 14.4).
 */
export function readHead(stream: Stream): OpenedContent {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headerOf(stream, 'content-range') ?? '');
  const length = headerOf(stream, 'content-length');
  const whole = range === null ? length : range[2];
  return {
    stream,
    begins: stream.status === 206 && range !== null ? Number(range[1]) : 0,
    size: whole !== undefined && /^\d{1,15}$/.test(whole) ? Number(whole) : undefined,
    tag: headerOf(stream, 'etag'),
  };
}

/**
 * Returns the total size of the content if the response is a 416, which means that the range begins beyond the end of
 * the content (RFC 9110, section 15.5.17).
 */
export function sizeIfBeyondEnd(outcome: AnyOutcome): number | undefined {
  if (outcome.kind !== 'reply' || outcome.status !== 416) return undefined;
  const length = /^bytes \*\/(\d{1,15})$/.exec(headerOf(outcome, 'content-range') ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
}

export function mediaTypeOf(stream: Stream): string {
  return mediaType(headerOf(stream, 'content-type'));
}

function headerOf({ headers }: Pick<Stream, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
