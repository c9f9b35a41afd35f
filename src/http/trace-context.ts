const wellFormed = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Returns the caller's W3C `traceparent` if it is well-formed (Trace Context, section 3.2). */
export function readTraceparent(value: string | null | undefined): string | undefined {
  return value && wellFormed.test(value) ? value : undefined;
}
