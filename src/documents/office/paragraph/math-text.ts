import { attribute, type Attributes } from '../xml.ts';

/**
 * Writes equations (ECMA-376, part 1, section 22.1) on one line, such as `(a+b)/2` and `10^6`. Without marks such as
 * `/` and `^`, a half would be read as 12 and a million as 106.
 */
export type MathText = {
  /**
   * Takes the text before an element. Returns the text to continue with: an empty string within equations, so that the
   * time stays linear in the paragraph's length.
   */
  open(name: string, attributes: Attributes, text: string): string;
  /** Takes the content of an element, and returns it in its final form, after the text before it. */
  close(name: string, text: string): string;
  isOpen(): boolean;
};

/** An open element, and the text before its content. */
type Frame = {
  readonly name: string;
  readonly before: string;
  parts: number;
  readonly characters: Characters;
};

/** Delimiters, operators and accents that an element's properties change. */
type Characters = { begChr: string; endChr: string; sepChr: string; chr: string | undefined };

const structures = new Set(
  'oMath f num den sSup sSub sSubSup sPre sup sub rad deg e d nary func fName limLow limUpp lim m mr eqArr acc'.split(
    ' ',
  ),
);

export function createMathText(): MathText {
  const frames: Frame[] = [];
  return {
    open(name, attributes, text) {
      const parent = frames.at(-1);
      if (parent === undefined && name !== 'oMath') return text;
      if (!structures.has(name)) {
        if (parent !== undefined && name in parent.characters)
          parent.characters[name as keyof Characters] = attribute(attributes, 'val') ?? '';
        return text;
      }
      const before = name === 'rad' ? '√' : parent === undefined ? '' : separator(parent, name);
      if (parent !== undefined && (name === 'e' || name === 'mr')) parent.parts += 1;
      const characters = { begChr: '(', endChr: ')', sepChr: '|', chr: undefined };
      frames.push({ name, before: text + before, parts: 0, characters });
      return '';
    },
    close(name, text) {
      const frame = frames.at(-1);
      // The operator of a sum or an integral comes before its limits.
      if (frame?.name === 'nary' && name === 'naryPr') return text + (frame.characters.chr ?? '∫');
      if (frame?.name !== name) return text;
      frames.pop();
      return frame.before + (writers[name]?.(text, frame.characters, frames.at(-1)?.name) ?? text);
    },
    isOpen: () => frames.length > 0,
  };
}

/** Returns the text between the previous part of an element and the next part. */
function separator({ name, parts, characters }: Frame, next: string): string {
  if (next === 'mr') return parts > 0 ? '; ' : '';
  if (next !== 'e') return '';
  if (name === 'nary') return ' ';
  if (parts === 0) return '';
  if (name === 'd') return characters.sepChr;
  return name === 'eqArr' ? '; ' : name === 'mr' ? ' ' : '';
}

type Writer = (content: string, characters: Characters, parent: string | undefined) => string;

/**
 * For each element, the function that brings its content into its final form. The content of elements that are not
 * listed stays as it is.
 */
const writers: Readonly<Record<string, Writer>> = {
  num: grouped,
  den: (content) => `/${grouped(content)}`,
  sup: (content) => (content === '' ? '' : `^${grouped(content)}`),
  sub: (content) => (content === '' ? '' : `_${grouped(content)}`),
  lim: (content, _characters, parent) => `${parent === 'limUpp' ? '^' : '_'}${grouped(content)}`,
  deg: (content) => (content === '' ? '' : `[${content}]`),
  e: (content, _characters, parent) => (parent === 'rad' ? `(${content})` : content),
  d: (content, { begChr, endChr }) => `${begChr}${content}${endChr}`,
  fName: (content) => `${content} `,
  acc: (content, { chr = '\u0302' }) => `${content}${chr}`,
};

/** Puts parentheses around content that consists of more than one number or word. */
function grouped(content: string): string {
  return /^(?:[\p{N}.,]*|\p{L}+)$/u.test(content) ? content : `(${content})`;
}
