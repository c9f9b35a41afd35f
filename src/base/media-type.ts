/** The media type of a Content-Type header (RFC 9110, 8.3.1) in lower case, without parameters; '' if there is none. */
export function mediaType(header: string | null | undefined): string {
  return header?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A media type that others gave, as `type/subtype` (RFC 6838, 4.2) and nothing else; '' if it is none. */
export function plainMediaType(given: string | null | undefined): string {
  const type = mediaType(given);
  return /^[a-z0-9][\w!#$&^.+-]{0,63}\/[a-z0-9][\w!#$&^.+-]{0,126}$/.test(type) ? type : '';
}
