/**
 * Decodes the characters that XML cannot contain, such as `_x000D_` for a carriage return (ECMA-376, part 1, section
 * 22.9.2.19). `_x005F_` stands for an underscore that does not begin such a sequence.
 */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
