import { isExponent } from '../../exponent.ts';
import { oneLine } from '../../one-line.ts';
import { inSymbolFont, symbolFonts } from '../../symbol-fonts.ts';
import { endStruck, settleStart, withStruck } from '../paragraph/runs.ts';
import { isOn, type Attributes } from '../xml.ts';
import type { CellStyle, WhiteTest } from './cell-styles.ts';
import { unescapeText } from './unescape-text.ts';

/** A part of a cell's text. `look` is undefined if the part has the cell's format. */
export type TextRun = { readonly text: string; readonly look: RunLook | undefined };

/** The text of a cell: a string if all of it has the cell's format, otherwise its parts. */
export type FormattedText = string | readonly TextRun[];

type RunLook = {
  readonly font?: string;
  readonly isWhite?: boolean;
  readonly struck?: boolean;
  readonly raised?: boolean;
};

/** A format without anything that matters, as most parts have. They share it to save memory. */
const plainLook: RunLook = {};

/** Reads the elements of rich text (ECMA-376, part 1, section 18.4). Skips phonetic guides. */
export type RunReader = {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
  /** Returns the text since the previous call; empty if there is none. */
  take(): FormattedText;
};

export function createRunReader(isWhite: WhiteTest): RunReader {
  let runs: TextRun[] = [];
  let look: RunLook | undefined;
  let [text, inText, inGuide] = ['', false, false];
  return {
    open(name, attributes) {
      if (name === 'r') look = undefined;
      else if (name === 'rPr') look = plainLook;
      else if (name === 'rPh') inGuide = true;
      else if (look !== undefined) look = withProperty(look, name, attributes, isWhite);
      inText = name === 't' && !inGuide;
    },
    text(more) {
      if (inText) text += more;
    },
    close(name) {
      if (name === 'rPh') inGuide = false;
      if (!inText) return;
      runs.push({ text: unescapeText(text), look });
      [text, inText] = ['', false];
    },
    take() {
      const [first] = runs;
      look = undefined;
      if (first === undefined) return '';
      // Text without formats is kept as a string. A workbook can have so many texts that objects would take too much
      // memory.
      const taken = runs.length === 1 && first.look === undefined ? first.text : runs;
      runs = [];
      return taken;
    },
  };
}

function withProperty(look: RunLook, name: string, attributes: Attributes, isWhite: WhiteTest): RunLook {
  const value = attributes['val'] ?? '';
  if (name === 'rFont' && symbolFonts.has(value.toLowerCase())) return { ...look, font: value };
  if (name === 'color' && isWhite(attributes)) return { ...look, isWhite: true };
  if (name === 'strike' && isOn(attributes)) return { ...look, struck: true };
  if (name === 'vertAlign' && value === 'superscript') return { ...look, raised: true };
  return look;
}

/** The text of a cell. `unseen` tells how much was left out because it is white text in a white cell. */
export type CellText = { readonly text: string; readonly unseen: 'none' | 'part' | 'all' };

type Line = { text: string; readonly settled: string[]; struck: boolean; raised: boolean };

/**
 * Returns the text of a cell. Struck-through parts and exponents are marked, as in Word documents. `showsWhite` returns true
 * if white text can be on a coloured background.
 */
export function textOfRuns(
  text: FormattedText,
  style: CellStyle | undefined,
  showsWhite: () => boolean,
): CellText {
  const runs = typeof text === 'string' ? [{ text, look: undefined }] : text;
  const seen = runs.filter((run) => !isUnseen(run, style) || showsWhite());
  const [all, left] = [runs, seen].map((some) => some.filter(({ text }) => text.trim() !== '').length);
  const line: Line = { text: '', settled: [], struck: false, raised: false };
  for (const run of seen) {
    settleStart(line);
    const { font, struck, raised = false } = run.look ?? { font: style?.font, struck: style?.isStruck };
    const shown = inSymbolFont(run.text, font);
    const isMarked = raised && !line.raised && isExponent(line.text, shown);
    withStruck(line, isMarked ? `^${shown}` : shown, struck === true);
    line.raised = raised;
  }
  endStruck(line);
  const unseen = left === all ? 'none' : left === 0 ? 'all' : 'part';
  return { text: oneLine([...line.settled, line.text].join('')), unseen };
}

function isUnseen({ look }: TextRun, style: CellStyle | undefined): boolean {
  if (look === undefined) return style?.isUnseen === true;
  return look.isWhite === true && style?.isFilled !== true;
}
