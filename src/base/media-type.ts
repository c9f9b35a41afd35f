/** The media type of a Content-Type header (RFC 9110, 8.3.1): lower case, without parameters; empty for none. */
export function mediaType(header: string | null | undefined): string {
  return header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
