import { mediaType } from '../../base/media-type.ts';
import type { AnyOutcome, Stream } from '../response/outcome.ts';

/** The bytes from `from` to before `to`; to the end where `to` is undefined. */
export type Span = { readonly from: number; readonly to?: number };

/** Content as it comes; it can be read once. */
export type Content = {
  /** The length of the whole in bytes; undefined where nobody has said. */
  readonly size: number | undefined;
  /** The media type, in lower case, without parameters. */
  readonly type: string;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** A stream with what its head says: where in the whole it begins, and what would tell that the whole has changed. */
export type OpenedContent = {
  readonly stream: Stream;
  readonly begins: number;
  readonly size: number | undefined;
  readonly tag: string | undefined;
};

/** Reads the head of an answer to a request for a span (RFC 9110, 14.4): it may be that part, or the whole. */
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

/** The length of the whole where an answer says that the span begins behind its end (RFC 9110, 15.5.17). */
export function sizeIfBeyondEnd(outcome: AnyOutcome): number | undefined {
  if (outcome.kind !== 'reply' || outcome.status !== 416) return undefined;
  const length = /^bytes \*\/(\d{1,15})$/.exec(headerOf(outcome, 'content-range') ?? '')?.[1];
  return length === undefined ? undefined : Number(length);
}

/** The media type of an answer. */
export function mediaTypeOf(stream: Stream): string {
  return mediaType(headerOf(stream, 'content-type'));
}

function headerOf({ headers }: Pick<Stream, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
