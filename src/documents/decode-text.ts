/**
 * Bytes as text: by their byte order mark, as UTF-8 where that fits, else by `fallback` (a label of the Encoding
 * standard). Never throws: what is no text comes out as replacement characters.
 */
export function decodeText(bytes: Uint8Array, fallback = 'windows-1252'): string {
  const marked = encodingOf(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeAs(fallback, bytes);
  }
}

/** UTF-16 by its mark, or where it has none, by the zeros that every second byte of Latin text is then. */
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

/** The encoding that HTML says it is in; undefined where it says none. */
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
