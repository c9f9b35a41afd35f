/** The prefix of the lines inside a quote or list item. A marker is written once and then replaced with spaces. */
export type Level = {
  readonly mark: '>' | 'item';
  readonly width: number;
  marker: string;
  onMarker?(index: number): void;
};

/** Writes text in lines, with the prefixes of the quotes and list items around it. */
export type TextWriter = {
  /** The open quotes and list items, the outermost first. */
  readonly levels: Level[];
  isEmpty(): boolean;
  /** Whether the next text would directly follow a digit. */
  isAfterDigit(): boolean;
  write(text: string, isPreformatted: boolean): void;
  /** Appends to the text written so far, before pending line breaks. */
  append(text: string): void;
  /** Starts a new line, after at least `lines - 1` empty lines. */
  breakLine(lines: 1 | 2): void;
  /** Adds one line break. */
  addBreak(): void;
  /** Replaces the piece of text at `index`, a value that was passed to `onMarker`. */
  replace(index: number, text: string): void;
  result(): string;
};

/** Maximum length of a line's prefix, in characters. */
const MAX_PREFIX = 24;
/** Maximum total length of all prefixes, in characters. Lines after the limit have no prefix. */
const MAX_PREFIXES = 1_000_000;
const MAX_BREAKS = 2;
const MAX_PREFORMATTED_BREAKS = 4;
/** Maximum length of a gap in preformatted text and of an indentation, in characters. */
const MAX_GAP = 200;

export function createTextWriter(): TextWriter {
  const out: string[] = [];
  const levels: Level[] = [];
  let breaks = 0;
  let space = '';
  let isNewLine = true;
  let left = MAX_PREFIXES;
  /** The quote depth of the last line. An empty line does not end a quote. */
  let quotes = 0;

  const beginLine = (): void => {
    const now = levels.filter(({ mark }) => mark === '>').length;
    if (out.length > 0 && breaks > 0) {
      const blank = left > 0 ? '> '.repeat(Math.min(now, quotes, MAX_PREFIX / 2)).trimEnd() : '';
      left -= blank.length;
      out.push('\n', `${blank}\n`.repeat(breaks - 1));
    }
    quotes = now;
    breaks = 0;
    isNewLine = false;
    let length = 0;
    for (const level of levels) {
      const { mark, marker, width } = level;
      if (marker === '' && (length + width > MAX_PREFIX || left < 0)) continue;
      length += width;
      if (marker !== '') level.onMarker?.(out.length);
      out.push(marker || (mark === '>' ? '> ' : ' '.repeat(width)));
      level.marker = '';
    }
    left -= length;
  };
  const put = (text: string): void => {
    if (breaks > 0 || isNewLine) beginLine();
    out.push(space, text);
    space = '';
  };
  const breakBy = (wanted: number): void => {
    breaks = wanted;
    isNewLine = true;
    space = '';
  };
  const writeCollapsed = (text: string): void => {
    const collapsed = text.replaceAll(/\s+/g, ' ');
    if (isNewLine) space = (space + indentOf(text, space)).slice(0, MAX_GAP);
    if (collapsed.startsWith(' ') && !isNewLine) space ||= ' ';
    const words = collapsed.trim();
    if (words === '') return;
    // A single non-breaking space at the start of a line is only padding.
    if (isNewLine && space.length === 1) space = '';
    put(words);
    if (collapsed.endsWith(' ')) space = ' ';
  };
  const writePreformatted = (text: string): void => {
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) breakBy(Math.min(MAX_PREFORMATTED_BREAKS, breaks + 1));
      const plain = line.replaceAll(/[\r\u00A0]/g, ' ');
      if (plain.trim() === '') space = (space + plain).slice(0, MAX_GAP);
      else put(plain.trimEnd());
      if (plain.trim() !== '') space = plain.slice(plain.trimEnd().length).slice(0, MAX_GAP);
    }
  };
  return {
    levels,
    isEmpty: () => out.length === 0,
    isAfterDigit: () => breaks === 0 && space === '' && /\d$/.test(out.at(-1) ?? ''),
    write: (text, isPreformatted) => (isPreformatted ? writePreformatted(text) : writeCollapsed(text)),
    append(text) {
      if (out.length === 0) writeCollapsed(text);
      else out.push(text);
    },
    breakLine: (lines) => breakBy(Math.max(breaks, lines)),
    addBreak: () => breakBy(Math.max(breaks, Math.min(MAX_BREAKS, breaks + 1))),
    replace(index, text) {
      out[index] = text;
    },
    result: () => out.join('').replace(/^\n+/, '').trimEnd(),
  };
}

/**
 * Returns the leading white space that browsers show: everything from the first non-breaking space on. `before` is the
 * white space that the line already begins with.
 */
function indentOf(text: string, before: string): string {
  const start = text.length - text.trimStart().length;
  const given = text.slice(0, start).replaceAll(/[\t\n\f\r ]+|\s/g, ' ');
  return before === '' && !text.startsWith('\u00A0') ? given.slice(1) : given;
}
