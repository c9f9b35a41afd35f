/** Decodes percent-encoded UTF-8. Returns undefined for text that is not valid percent-encoding. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Decodes percent-encoded UTF-8. Returns text that is not valid percent-encoding unchanged. */
export function decodeIfValid(text: string): string {
  return percentDecoded(text) ?? text;
}
