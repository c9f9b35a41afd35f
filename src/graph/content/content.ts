import { mediaType } from '../../base/headers.ts';
import type { AnyOutcome, Stream } from '../response/outcome.ts';

/** The bytes from `from` up to but not including `to`; to the end if `to` is undefined. */
export type Span = { readonly from: number; readonly to?: number };

/** Content that can be read once. */
export type Content = {
  /** Length of the whole content in bytes, if known. */
  readonly size: number | undefined;
  /** Media type in lower case, without parameters. */
  readonly type: string;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** A stream, its offset in the whole content, the size of the whole, and its ETag. */
export type OpenedContent = {
  readonly stream: Stream;
  readonly begins: number;
  readonly size: number | undefined;
  readonly tag: string | undefined;
};

/** Reads the headers of a response to a range request (RFC 9110, 14.4), which may have the range or the whole. */
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

/** The size of the whole content, if a 416 says that the range begins beyond its end (RFC 9110, 15.5.17). */
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
