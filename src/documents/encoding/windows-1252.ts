/** The characters for the bytes 0x80 to 0x9F (Encoding standard, index windows-1252). */
const characters = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
  0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a,
  0x153, 0x9d, 0x17e, 0x178,
].map((code) => String.fromCharCode(code));

/**
 * Replaces the control characters U+0080 to U+009F with the characters that Windows-1252 has at these positions.
 * Several versions of Node decode Windows-1252 as if it were ISO 8859-1 (nodejs/node#56542). Correctly decoded text
 * does not contain these control characters.
 */
export function restoreWindows1252(text: string): string {
  return text.replaceAll(
    /[\u0080-\u009f]/g,
    (control) => characters[control.charCodeAt(0) - 0x80] ?? control,
  );
}
