import { decodeAs } from './decode-as.ts';
import { encodingOf, type Encoding } from './decode-text.ts';

/** Text from a page or an email that can declare its encoding. */
export type DeclaredText = {
  readonly text: string;
  /** A note about an encoding that was guessed or that differs from the declared one; otherwise empty. */
  readonly remark: string;
};

/** Number of bytes to check against the declared encoding. More bytes would hardly change the result. */
const SAMPLE_BYTES = 65_536;
/**
 * Minimum number of non-ASCII characters for valid UTF-8 to overrule the declared encoding. With fewer such characters,
 * text in another encoding can be valid UTF-8 by coincidence.
 */
const FEWEST_CHARACTERS = 4;
/** Minimum number of non-ASCII characters for a guessed non-Latin encoding to overrule a declared Latin encoding. */
const FEWEST_FOREIGN = 16;
/** Largest share of non-ASCII characters that may be damaged before the declared encoding is rejected. */
const MOST_DAMAGED = 0.02;

const latin = /^(?:windows-125[02478]|iso-8859-(?:[2-4]|1[03-6])|macintosh)$/;

/** Decodes text using its declared encoding, unless the bytes show that the declaration is wrong. */
export function decodeDeclared(bytes: Uint8Array, declared: string | undefined): DeclaredText {
  const { label, guessed, isWrong } = judgeEncoding(bytes, declared);
  const text = decodeAs(label, bytes) ?? '';
  return { text, remark: isWrong || guessed ? remarkOn(isWrong ? declared : undefined, label) : '' };
}

export function remarkOn(declared: string | undefined, label: string): string {
  if (declared === undefined) return `[No valid encoding is declared. The text was read as ${label}.]`;
  return `[The declared encoding, ${declared}, does not match the bytes. They were read as ${label}.]`;
}

/**
 * Determines the encoding of bytes, and whether the declared encoding is wrong. `declared` is a label from the Encoding
 * standard; any other value counts as no declaration.
 */
export function judgeEncoding(
  bytes: Uint8Array,
  declared: string | undefined,
): Encoding & { readonly isWrong: boolean } {
  const own = encodingOf(bytes);
  const label = declared === undefined ? undefined : standardLabel(declared);
  if (label === undefined) return { ...own, isWrong: false };
  // The bytes, not the declaration, determine whether UTF-16 is little-endian or big-endian.
  if (label.startsWith('utf-16') && own.label.startsWith('utf-16')) return { ...own, isWrong: false };
  const isRight = own.label === label || fits(bytes.subarray(0, SAMPLE_BYTES), label, own);
  return isRight ? { label, guessed: false, isWrong: false } : { ...own, isWrong: true };
}

function fits(bytes: Uint8Array, label: string, own: Encoding): boolean {
  // ASCII text fits nearly every encoding.
  if (bytes.every((byte) => byte > 0 && byte < 0x80))
    return own.label !== 'iso-2022-jp' && !label.startsWith('utf-16');
  const text = decodeAs(label, bytes) ?? '';
  const foreign = countForeign(text);
  if (countDamaged(text) > foreign * MOST_DAMAGED) return false;
  const isLatin = latin.test(label);
  if (own.guessed) return !isLatin || latin.test(own.label) || foreign < FEWEST_FOREIGN;
  return !isLatin && countForeign(decodeAs(own.label, bytes) ?? '') < FEWEST_CHARACTERS;
}

function countForeign(text: string): number {
  return text.match(/[^\0-\x7f]/gu)?.length ?? 0;
}

function countDamaged(text: string): number {
  return text.match(/\ufffd/g)?.length ?? 0;
}

/** Returns the name of the encoding that a label stands for; undefined if the label is unknown. */
export function standardLabel(declared: string): string | undefined {
  try {
    return new TextDecoder(declared).encoding;
  } catch {
    return undefined;
  }
}
