import { restoreWindows1252 } from './windows-1252.ts';

/**
 * Decodes bytes using the encoding that a label from the Encoding standard stands for. Returns undefined if the label
 * is unknown or, with `isStrict`, if bytes are invalid. With `isStrict`, an incomplete character at the end is dropped.
 */
export function decodeAs(label: string, bytes: Uint8Array, isStrict = false): string | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal: isStrict });
    const text = decoder.decode(bytes, { stream: isStrict });
    return decoder.encoding === 'windows-1252' ? restoreWindows1252(text) : text;
  } catch {
    return undefined;
  }
}
