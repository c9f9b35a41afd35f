import type { WordStyle, WordStyles } from '../word-styles.ts';
import type { HiddenShapes } from '../drawing/hidden-shapes.ts';
import type { ShapeFills } from '../drawing/shape-fills.ts';
import type { ListNumbers } from '../list-numbers.ts';
import type { AutoNumber, AutoNumbers } from '../slide/auto-numbers.ts';
import type { FormField } from './form-fields.ts';
import type { Addresses, LinkReader } from './document-links.ts';
import type { MathText } from './math-text.ts';
import type { NoteMarks } from './note-marks.ts';
import { isBlackedOut } from './blacked-out.ts';
import { settleStart, type FontProperties } from './runs.ts';

/**
 * The styles and list numbering that paragraphs refer to, and the invisible runs. A run is identified by its 1-based
 * index among all `r` and `fld` elements of the part.
 */
export type Looks = {
  readonly styles: WordStyles;
  readonly numbers: ListNumbers;
  readonly unseenRuns?: ReadonlySet<number>;
  /** The numbers of footnotes, endnotes and comments. */
  readonly notes?: NoteMarks;
  /** The addresses of links. */
  readonly addresses?: Addresses;
  /** Returns the mark to write in place of an embedded object. `relation` is the id of the object's relationship. */
  readonly markOfObject?: (relation: string | undefined) => string;
  /** Whether slide fields, such as the date, are shown. */
  readonly showsFields?: boolean;
};

export const noLooks: Looks = { styles: new Map(), numbers: () => undefined };

/** The properties of a run. Undefined properties are determined by the run's style. */
export type Run = FontProperties & {
  readonly isUnseen: boolean;
  hidden?: boolean;
  tiny: boolean;
  white?: boolean;
  shaded: boolean;
  style: WordStyle;
};
export type Paragraph = {
  /** The end of the text: the part that can still change. The text before it is in `settled`. */
  text: string;
  readonly settled: string[];
  /** Whether the text ends with struck text, whose end is not marked yet. */
  struck: boolean;
  /** The link that the text ends with, if its address is not written yet. */
  link: { readonly address: string; readonly at: number } | undefined;
  heading: number;
  shaded: boolean;
  style: WordStyle;
  styleId: string;
  list?: string;
  level?: number;
  /** Whether the text ends with superscript text. */
  raised?: boolean;
  /** The level and the numbering of a paragraph on a slide. */
  slideLevel: number;
  autoNumber: AutoNumber | undefined;
  /** The font of a bullet on a slide. `bullet` is set only if the bullet means yes or no, such as a check mark. */
  bulletFont?: string | undefined;
  bullet?: string | undefined;
  /** A drop cap: the first letters of the next paragraph (ECMA-376, part 1, section 17.3.1.11). */
  isInitial?: boolean;
};

/**
 * A container of paragraphs: the page or a table cell. `initial` is text that the next paragraph begins with, and
 * `columns` the number of columns that the cell covers.
 */
export type Container = {
  readonly lines: string[];
  readonly cells: string[];
  shaded: boolean;
  initial: string;
  columns: number;
};

/** The parser's state. The innermost open element is last in each list. */
export type Reading = {
  readonly looks: Looks;
  /** For each open table, whether its style has colours. */
  readonly tables: boolean[];
  readonly containers: [Container, ...Container[]];
  readonly paragraphs: Paragraph[];
  /**
   * An undefined entry marks the start of a text box. The runs before that entry do not apply to the text box's
   * paragraphs.
   */
  readonly runs: (Run | undefined)[];
  readonly fields: FormField;
  readonly math: MathText;
  readonly links: LinkReader;
  readonly shapes: HiddenShapes;
  readonly fills: ShapeFills;
  readonly autoNumbers: AutoNumbers;
  /** Number of runs so far, including those within ignored elements. */
  runCount: number;
  /** Nesting depth within an ignored element; 0 outside. */
  skipping: number;
  inText: boolean;
};

export function newParagraph(container: Container): Paragraph {
  const text = container.initial;
  container.initial = '';
  return {
    text,
    settled: [],
    struck: false,
    link: undefined,
    heading: 0,
    shaded: false,
    style: {},
    styleId: '',
    slideLevel: 0,
    autoNumber: undefined,
  };
}

/** Settles the text so far, unless it ends with an equation or a link that is not complete yet. */
export function settle({ math }: Reading, paragraph: Paragraph): void {
  if (paragraph.link === undefined && !math.isOpen()) settleStart(paragraph);
}

export function addCharacters(reading: Reading, text: string): void {
  const paragraph = reading.paragraphs.at(-1);
  if (paragraph !== undefined && isVisible(reading)) paragraph.text += text;
}

export function isVisible(reading: Reading): boolean {
  const run = reading.runs.at(-1);
  if (run === undefined) return true;
  const paragraph = reading.paragraphs.at(-1);
  const style = { ...paragraph?.style, ...run.style };
  const shaded = () =>
    run.shaded ||
    style.shaded === true ||
    paragraph?.shaded === true ||
    reading.tables.includes(true) ||
    reading.containers.some((container) => container.shaded) ||
    reading.fills.isColoured();
  return (
    !run.isUnseen &&
    !run.tiny &&
    !isInHiddenText(reading) &&
    !isBlackedOut(run) &&
    ((run.white ?? style.white) !== true || shaded())
  );
}

/** Whether the current run is hidden, together with the pictures and text boxes in it. */
export function isInHiddenText({ runs, paragraphs }: Reading): boolean {
  const run = runs.at(-1);
  return run !== undefined && (run.hidden ?? run.style.hidden ?? paragraphs.at(-1)?.style.hidden) === true;
}

export function newRun({ looks, runCount }: Reading): Run {
  const isUnseen = looks.unseenRuns?.has(runCount) === true;
  return { isUnseen, tiny: false, shaded: false, style: {} };
}

export function innermostContainer({ containers }: Reading): Container {
  return containers.at(-1) ?? containers[0];
}

export function newContainer(): Container {
  return { lines: [], cells: [], shaded: false, initial: '', columns: 1 };
}
