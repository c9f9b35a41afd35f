import { symbolFont } from './symbol-characters.ts';
import { shadeOf } from '../word-styles.ts';
import { attribute, isOn, type Attributes } from '../xml.ts';

/** Whether an element is a run of text. A field on a slide, such as a date, is numbered and read like a run. */
export function isRun(name: string): boolean {
  return name === 'r' || name === 'fld';
}

/**
 * Whether an element is a slide number. Slide numbers are left out, because each slide's heading already contains its
 * number.
 */
export function isSlideNumber(name: string, attributes: Attributes): boolean {
  return name === 'fld' && attribute(attributes, 'type') === 'slidenum';
}

/** The properties of a run that an element can set. */
export type FontProperties = {
  /** Whether the run is superscript. */
  readonly raised?: boolean;
  /** Whether a line is drawn through the run. */
  readonly struck?: boolean;
  /** The run's symbol font, if any. */
  readonly font?: string;
  /** In Word: the colours of the text and of its shading, such as `ff0000`, and the name of the highlight colour. */
  readonly colour?: string;
  readonly shade?: string;
  readonly highlight?: string;
};

export function fontProperties(name: string, attributes: Attributes): FontProperties {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'strike' || name === 'dstrike') return { struck: isOn(attributes) };
  if (name === 'color') return { colour: value };
  if (name === 'shd') return { shade: shadeOf(attributes) ?? '' };
  if (name === 'highlight') return { highlight: value };
  if (name === 'vertAlign') return { raised: value === 'superscript' };
  // LibreOffice writes some superscripts as a distance from the baseline.
  if (name === 'position') return { raised: Number(value) > 0 };
  // In slides, `baseline` is the distance from the baseline, in thousandths of a percent of the font size.
  if (name === 'rPr')
    return {
      raised: Number(attribute(attributes, 'baseline') ?? 0) > 0,
      struck: ['sngStrike', 'dblStrike'].includes(attribute(attributes, 'strike') ?? ''),
    };
  const font = symbolFont(name, attributes);
  return font === undefined ? {} : { font };
}

/** Whether the frame of a paragraph is a drop cap. */
export function isDropCap(attributes: Attributes): boolean {
  return ['drop', 'margin'].includes(attribute(attributes, 'dropCap') ?? '');
}

/**
 * Adds text to a line that may end with struck text. Struck text is enclosed in `~~`, as in Markdown, so that readers
 * do not take it for valid text.
 */
export function withStruck(line: StruckLine, text: string, struck: boolean): void {
  if (struck === line.struck || text.trim() === '') line.text += text;
  else if (struck) line.text += `${/^\s*/.exec(text)?.[0] ?? ''}${STRUCK}${text.trimStart()}`;
  else {
    endStruck(line);
    line.text += text;
  }
  if (text.trim() !== '') line.struck = struck;
}

type StruckLine = { text: string; struck: boolean };

/** Marks the end of the struck text, if the line ends with struck text. */
export function endStruck(line: StruckLine): void {
  if (!line.struck) return;
  const end = line.text.trimEnd();
  line.text = `${end}${STRUCK}${line.text.slice(end.length)}`;
  line.struck = false;
}

export const STRUCK = '~~';

/**
 * Maximum length of the text that can still change, in characters. Changing the end of a text takes time in proportion
 * to the text's length, so once the text is longer, all of it is treated as final.
 */
const LONGEST_END = 4_000;
const KEPT_END = 40;

/** Moves all but the end of a long text to `settled`. */
export function settleStart(line: { text: string; readonly settled: string[] }): void {
  if (line.text.length <= LONGEST_END) return;
  // The last characters stay unsettled, because marks for the next text can depend on them.
  line.settled.push(line.text.slice(0, -KEPT_END));
  line.text = line.text.slice(-KEPT_END);
}
