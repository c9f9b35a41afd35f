import { attribute, isOn, readXml, type Attributes } from './xml.ts';

/** Heading levels by style id. */
export type Headings = ReadonlyMap<string, number>;

type Run = { hidden: boolean; white: boolean; shaded: boolean };
type Paragraph = { text: string; heading: number; listed: boolean; shaded: boolean };

/** Something that contains paragraphs: the page or a table cell. */
type Container = { readonly lines: string[]; readonly cells: string[]; shaded: boolean };

/** The parser's state. The innermost open element is last in each list. */
type Reading = {
  readonly headings: Headings;
  readonly containers: [Container, ...Container[]];
  readonly paragraphs: Paragraph[];
  readonly runs: Run[];
  /** Nesting depth within an ignored element; 0 outside. */
  skipping: number;
  inText: boolean;
};

/** Fallback copies of other content, deleted text, and field values such as page numbers. */
const ignoredElements = new Set(['Fallback', 'del', 'moveFrom', 'fld']);

/**
 * Returns the text of Word and PowerPoint paragraphs, one per line, and of tables, one row per line. Leaves out deleted
 * text and text that a reader cannot see: hidden, tiny, or white on white.
 */
export function* paragraphsOf(xml: string, headings: Headings = new Map()): Generator<string> {
  const page = newContainer();
  const reading: Reading = {
    headings,
    containers: [page],
    paragraphs: [],
    runs: [],
    skipping: 0,
    inText: false,
  };
  const steps = readXml(xml, {
    open: (name, attributes) => {
      if (reading.skipping > 0 || ignoredElements.has(name)) reading.skipping += 1;
      else openElement(reading, name, attributes);
    },
    close: (name) => {
      if (reading.skipping > 0) reading.skipping -= 1;
      else closeElement(reading, name);
    },
    text: (text) => {
      const paragraph = reading.paragraphs.at(-1);
      if (reading.inText && reading.skipping === 0 && paragraph && isVisible(reading)) paragraph.text += text;
    },
  });
  for (const _step of steps) {
    const lines = page.lines.splice(0);
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

function openElement(reading: Reading, name: string, attributes: Attributes): void {
  const paragraph = reading.paragraphs.at(-1);
  if (name === 'p') reading.paragraphs.push({ text: '', heading: 0, listed: false, shaded: false });
  else if (name === 'r') reading.runs.push({ hidden: false, white: false, shaded: false });
  else if (name === 'tc') reading.containers.push(newContainer());
  else if (name === 't') reading.inText = true;
  else if (name === 'br' && paragraph) paragraph.text += '\n';
  else if (reading.runs.length > 0) applyRunProperty(reading, name, attributes);
  else applyParagraphProperty(reading, name, attributes);
}

function closeElement(reading: Reading, name: string): void {
  const container = innermostContainer(reading);
  if (name === 't') reading.inText = false;
  else if (name === 'r') reading.runs.pop();
  else if (name === 'p') container.lines.push(...linesOf(reading.paragraphs.pop()));
  else if (name === 'tr') container.lines.push(container.cells.splice(0).join(' | '));
  else if (name === 'tc' && reading.containers.length > 1) {
    reading.containers.pop();
    innermostContainer(reading).cells.push(container.lines.join(' ').replaceAll(/\s+/g, ' ').trim());
  }
}

function applyRunProperty({ runs, paragraphs }: Reading, name: string, attributes: Attributes): void {
  const [run, paragraph] = [runs.at(-1), paragraphs.at(-1)];
  if (run === undefined || paragraph === undefined) return;
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'vanish' && isOn(attributes)) run.hidden = true;
  // In half points.
  else if (name === 'sz' && Number(value) <= 2) run.hidden = true;
  else if (name === 'color') run.white = value.toUpperCase() === 'FFFFFF';
  else if (name === 'shd' || name === 'highlight') run.shaded = isShade(attributes);
  else if (name === 'tab') paragraph.text += '\t';
  else if (name === 'cr') paragraph.text += '\n';
  else if (name === 'noBreakHyphen') paragraph.text += '-';
}

function applyParagraphProperty(reading: Reading, name: string, attributes: Attributes): void {
  const paragraph = reading.paragraphs.at(-1);
  if (name === 'shd') (paragraph ?? innermostContainer(reading)).shaded = isShade(attributes);
  if (paragraph === undefined) return;
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'numPr') paragraph.listed = true;
  if (name === 'pStyle') paragraph.heading = reading.headings.get(value) ?? 0;
  if (name === 'outlineLvl' && /^[0-8]$/.test(value)) paragraph.heading = Number(value) + 1;
}

function isShade(attributes: Attributes): boolean {
  const colour = (attribute(attributes, 'fill') ?? attribute(attributes, 'val') ?? '').toLowerCase();
  return !['', 'auto', 'none', 'clear', 'white', 'ffffff'].includes(colour);
}

function isVisible(reading: Reading): boolean {
  const run = reading.runs.at(-1);
  if (run === undefined) return true;
  const shaded =
    run.shaded ||
    reading.paragraphs.at(-1)?.shaded === true ||
    reading.containers.some((container) => container.shaded);
  return !run.hidden && (!run.white || shaded);
}

function linesOf(paragraph: Paragraph | undefined): string[] {
  const text = paragraph?.text.trimEnd() ?? '';
  if (paragraph === undefined || text.trim() === '') return [];
  if (paragraph.heading > 0) return [`\n${'#'.repeat(Math.min(paragraph.heading, 6))} ${text}`];
  return [paragraph.listed ? `- ${text}` : text];
}

function innermostContainer({ containers }: Reading): Container {
  return containers.at(-1) ?? containers[0];
}

function newContainer(): Container {
  return { lines: [], cells: [], shaded: false };
}
