/**
 * Decodes text by its byte order mark, otherwise as UTF-8 if valid, otherwise as `fallback` (a label from the Encoding
 * standard). Never throws: invalid bytes become replacement characters.
 */
export function decodeText(bytes: Uint8Array, fallback = 'windows-1252'): string {
  const utf16 = encodingOf(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeAs(fallback, bytes);
  }
}

/** Detects UTF-16 by its byte order mark or by zero bytes: in Latin text, every second byte is zero. */
export function encodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const probe = bytes.subarray(0, 512);
  const zeros = (start: number) => probe.filter((byte, at) => at % 2 === start && byte === 0).length;
  const many = probe.length / 4;
  if (probe.length < 8 || (zeros(0) <= many && zeros(1) <= many)) return undefined;
  return zeros(1) > zeros(0) ? 'utf-16le' : 'utf-16be';
}

/** Returns the encoding that an HTML document declares, if any. */
export function declaredEncoding(html: Uint8Array): string | undefined {
  const head = Buffer.from(html.subarray(0, 2_048)).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(head)?.[1];
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
