import { isExponent } from '../../exponent.ts';
import { oneLine } from '../../one-line.ts';
import { inSymbolFont } from '../../symbol-fonts.ts';
import { endStruck, fontProperties, withStruck } from '../paragraph/runs.ts';
import { attribute, type Attributes } from '../xml.ts';
import type { CellStyle, WhiteTest } from './cell-styles.ts';
import { unescapeText } from './unescape-text.ts';

/** A part of a cell's text. `look` is undefined if the part has the cell's format. */
export type TextRun = { readonly text: string; readonly look: RunLook | undefined };

/** The text of a cell: a string if all of it has the cell's format, otherwise its parts. */
export type FormattedText = string | readonly TextRun[];

type RunLook = { font?: string | undefined; isWhite?: boolean; struck?: boolean; raised?: boolean };

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
      else if (name === 'rPr') look = {};
      else if (name === 'rPh') inGuide = true;
      else if (look !== undefined) Object.assign(look, propertyOf(name, attributes, isWhite));
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

function propertyOf(name: string, attributes: Attributes, isWhite: WhiteTest): RunLook {
  if (name === 'rFont') return { font: attribute(attributes, 'val') };
  return name === 'color' ? { isWhite: isWhite(attributes) } : fontProperties(name, attributes);
}

/** The text of a cell. `unseen` tells how much was left out because it is white text in a white cell. */
export type CellText = { readonly text: string; readonly unseen: 'none' | 'part' | 'all' };

/**
 * Returns the text of a cell. Struck-through parts and exponents are marked, as in Word documents. `showsWhite` is true
 * if white text can be on a coloured background.
 */
export function textOfRuns(text: FormattedText, style: CellStyle | undefined, showsWhite: boolean): CellText {
  const runs = typeof text === 'string' ? [{ text, look: undefined }] : text;
  const seen = runs.filter((run) => showsWhite || !isUnseen(run, style));
  const [all, left] = [runs, seen].map((some) => some.filter(({ text }) => text.trim() !== '').length);
  const line = { text: '', struck: false };
  for (const run of seen) {
    const { font, struck, raised } = run.look ?? { font: style?.font, struck: style?.isStruck };
    const shown = inSymbolFont(run.text, font);
    const isRaised = raised === true && isExponent(line.text, shown);
    withStruck(line, isRaised ? `^${shown}` : shown, struck === true);
  }
  endStruck(line);
  const unseen = left === all ? 'none' : left === 0 ? 'all' : 'part';
  return { text: oneLine(line.text), unseen };
}

function isUnseen({ look }: TextRun, style: CellStyle | undefined): boolean {
  if (look === undefined) return style?.isUnseen === true;
  return look.isWhite === true && style?.isFilled !== true;
}
