/** The media type of a Content-Type header (RFC 9110, 8.3.1) in lower case, without parameters; '' if there is none. */
export function mediaType(header: string | null | undefined): string {
  return header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
