import { isExponent } from '../../exponent.ts';
import { tableCell } from '../../table-cell.ts';
import { oneLine } from '../../one-line.ts';
import { createHiddenShapes } from '../drawing/hidden-shapes.ts';
import { isPicture, pictureText } from '../drawing/picture-text.ts';
import { createShapeFills } from '../drawing/shape-fills.ts';
import { levelOf } from '../list-numbers.ts';
import { autoNumberFrom, createAutoNumbers } from '../slide/auto-numbers.ts';
import { isNearWhite, isShade, shadeOf } from '../word-styles.ts';
import { attribute, isOn, readXml, relationOf, type Attributes } from '../xml.ts';
import { endForm, newFormField, readFormField } from './form-fields.ts';
import { beginLink, createLinkReader, endLink } from './document-links.ts';
import { createMathText } from './math-text.ts';
import {
  addCharacters,
  innermostContainer,
  isInHiddenText,
  isVisible,
  newContainer,
  newParagraph,
  newRun,
  noLooks,
  settle,
  type Container,
  type Looks,
  type Paragraph,
  type Reading,
} from './reading.ts';
import { endStruck, fontProperties, isDropCap, isRun, isSlideNumber, withStruck } from './runs.ts';
import { checkBullet, symbolOf, withSymbols } from './symbol-characters.ts';

/**
 * Elements to ignore: deleted text, fallback copies of other content, phonetic guides (they repeat text), and
 * formatting from before a tracked change.
 */
const ignoredElements = new Set(
  'Fallback del moveFrom rt rPrChange pPrChange tblPrChange trPrChange tcPrChange'.split(' '),
);

/** The element that contains the content of a text box in Word. The text box is in a run of another paragraph. */
const TEXT_BOX = 'txbxContent';

/**
 * Returns the text of Word and PowerPoint paragraphs, one per line, and of tables, one row per line. Leaves out deleted
 * text and text that a reader cannot see: hidden, tiny, or white on white. Pictures are shown as their alt text.
 */
export function* paragraphsOf(xml: string, looks: Looks = noLooks): Generator<string> {
  const page = newContainer();
  const reading: Reading = {
    looks,
    tables: [],
    containers: [page],
    paragraphs: [],
    runs: [],
    fields: newFormField(),
    math: createMathText(),
    links: createLinkReader(looks.addresses),
    shapes: createHiddenShapes(),
    fills: createShapeFills(),
    autoNumbers: createAutoNumbers(),
    runCount: 0,
    skipping: 0,
    inText: false,
  };
  const steps = readXml(xml, {
    open: (name, attributes) => {
      if (isRun(name)) reading.runCount += 1;
      if (reading.skipping > 0 || isIgnored(reading, name, attributes)) reading.skipping += 1;
      else openElement(reading, name, attributes);
    },
    close: (name) => {
      if (reading.skipping > 0) reading.skipping -= 1;
      else {
        reading.links.close(name);
        reading.shapes.close(name);
        reading.fills.close(name);
        closeElement(reading, name);
      }
    },
    text: (text) => {
      const paragraph = reading.paragraphs.at(-1);
      if (reading.skipping === 0) reading.links.text(text);
      if (!reading.inText || reading.skipping > 0 || !paragraph || !isVisible(reading)) return;
      if (reading.links.isInInstruction() || reading.shapes.hides(text)) return;
      settle(reading, paragraph);
      beginLink(paragraph, reading.links.current());
      const { font, raised = false, struck = false } = reading.runs.at(-1) ?? {};
      const shown = withSymbols(text, font);
      const isMarked = raised && paragraph.raised !== true && isExponent(paragraph.text, shown);
      withStruck(paragraph, isMarked ? `^${shown}` : shown, struck);
      paragraph.raised = raised;
    },
  });
  const newLines = () => page.lines.splice(0).map((line) => `${line}\n`);
  try {
    for (const _step of steps) yield newLines().join('');
    if (page.initial !== '') yield `${page.initial}\n`;
    yield reading.shapes.remark();
  } catch (error) {
    // Return the text before the damage.
    yield newLines().join('');
    throw error;
  }
}

function isIgnored(reading: Reading, name: string, attributes: Attributes): boolean {
  if (name === TEXT_BOX) return isInHiddenText(reading);
  if (name !== 'fld') return ignoredElements.has(name);
  return reading.looks.showsFields !== true || isSlideNumber(name, attributes);
}

function openElement(reading: Reading, name: string, attributes: Attributes): void {
  addMarks(reading, name, attributes);
  reading.links.open(name, attributes);
  reading.shapes.open(name, attributes);
  reading.fills.open(name, attributes);
  const container = innermostContainer(reading);
  const paragraph = reading.paragraphs.at(-1);
  if (name === 'p') reading.paragraphs.push(newParagraph(container));
  else if (isRun(name)) reading.runs.push(newRun(reading));
  else if (name === TEXT_BOX) reading.runs.push(undefined);
  else if (name === 'txBody') reading.autoNumbers.begin();
  else if (name === 'tbl') reading.tables.push(false);
  else if (name === 'tc') reading.containers.push(newContainer());
  else if (name === 't') reading.inText = true;
  else if (name === 'br' && paragraph) paragraph.text += '\n';
  else if (isPicture(name, paragraph !== undefined)) addPicture(reading, attributes);
  else if (name === 'textpath') addWordArt(reading, attributes);
  else if (reading.runs.at(-1) !== undefined) {
    readFormField(reading.fields, name, attributes);
    if (name === 'sym') addCharacters(reading, symbolOf(attributes));
    applyRunProperty(reading, name, attributes);
  } else applyParagraphProperty(reading, name, attributes);
}

/**
 * Adds marks for notes, comments, embedded objects and equations, because the document does not contain these as text.
 */
function addMarks(reading: Reading, name: string, attributes: Attributes): void {
  const { notes } = reading.looks;
  addCharacters(reading, notes?.at(name, attributes) ?? '');
  if (name === 'OLEObject' || name === 'oleObj') addObject(reading, attributes);
  const container = innermostContainer(reading);
  container.initial = notes?.beginning(name, attributes) ?? container.initial;
  const paragraph = reading.paragraphs.at(-1);
  if (paragraph) paragraph.text = reading.math.open(name, attributes, paragraph.text);
}

function closeElement(reading: Reading, name: string): void {
  const container = innermostContainer(reading);
  const paragraph = reading.paragraphs.at(-1);
  if (paragraph) paragraph.text = reading.math.close(name, paragraph.text);
  if (name === 'ffData') addCharacters(reading, endForm(reading.fields));
  if (name === 't') reading.inText = false;
  else if (isRun(name) || name === TEXT_BOX) reading.runs.pop();
  else if (name === 'tbl') reading.tables.pop();
  else if (name === 'p') closeParagraph(reading, container, reading.paragraphs.pop());
  else if (name === 'tr') container.lines.push(rowOf(reading, container.cells.splice(0)));
  else if (name === 'tc' && reading.containers.length > 1) {
    reading.containers.pop();
    const text = oneLine([...container.lines, container.initial].join(' '));
    innermostContainer(reading).cells.push(tableCell(text), ...emptyCells(container.columns - 1));
  }
}

/** Formats a table row. A row within a cell of another table looks different from that table's cells. */
function rowOf({ containers }: Reading, cells: readonly string[]): string {
  return containers.length === 1 ? cells.join(' | ') : `[${cells.join('; ')}]`;
}

/**
 * Returns the cells that a wide cell covers, so that the cells after it stay in their columns. Word tables have at most
 * 63 columns.
 */
function emptyCells(count: number): string[] {
  return Array.from({ length: Math.max(0, Math.min(62, count || 0)) }, () => '');
}

function closeParagraph(reading: Reading, container: Container, paragraph: Paragraph | undefined): void {
  if (paragraph !== undefined) {
    endStruck(paragraph);
    endLink(paragraph);
  }
  if (paragraph?.isInitial === true)
    container.initial = [...paragraph.settled, paragraph.text].join('').trim();
  else container.lines.push(...linesOf(reading, paragraph));
}

function addPicture(reading: Reading, attributes: Attributes): void {
  addInstead(reading, pictureText(attributes));
}

/** Adds a mark for an embedded object, unless the object is hidden. */
function addObject(reading: Reading, attributes: Attributes): void {
  if (!isVisible(reading) || reading.shapes.hides('object')) return;
  addInstead(reading, reading.looks.markOfObject?.(relationOf(attributes)) ?? '');
}

/** Adds text that stands for an element without text of its own. */
function addInstead(reading: Reading, text: string): void {
  if (text === '' || !isVisible(reading) || reading.shapes.hides(text)) return;
  const paragraph = reading.paragraphs.at(-1);
  if (paragraph === undefined) innermostContainer(reading).lines.push(text);
  else paragraph.text += text;
}

/**
 * Adds the text of WordArt in VML. The text is in an attribute (ECMA-376, part 4, section 19.1.2.23). Word writes
 * watermarks such as `CONFIDENTIAL` as WordArt in the headers.
 */
function addWordArt(reading: Reading, attributes: Attributes): void {
  const text = attribute(attributes, 'string') ?? '';
  if (text !== '' && reading.fills.isColoured() && !reading.shapes.hides(text)) addCharacters(reading, text);
}

/** Elements that represent a character. */
const characters: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['ptab', '\t'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
]);

function applyRunProperty({ runs, paragraphs, looks }: Reading, name: string, attributes: Attributes): void {
  const [run, paragraph] = [runs.at(-1), paragraphs.at(-1)];
  if (run === undefined || paragraph === undefined) return;
  const value = attribute(attributes, 'val') ?? '';
  Object.assign(run, fontProperties(name, attributes));
  if (name === 'vanish') run.hidden = isOn(attributes);
  else if (name === 'rStyle') run.style = looks.styles.get(value) ?? {};
  // The size is in half-points.
  else if (name === 'sz' && Number(value) <= 2) run.tiny = true;
  else if (name === 'color') run.white = isNearWhite(value);
  else if (name === 'shd' || name === 'highlight') run.shaded = hasShade(attributes);
  else paragraph.text += characters.get(name) ?? '';
}

function applyTableProperty(reading: Reading, name: string, value: string): void {
  const container = innermostContainer(reading);
  if (name === 'gridSpan') container.columns = Number(value);
  if (name === 'gridBefore') container.cells.push(...emptyCells(Number(value)));
  if (name === 'tblStyle' && reading.tables.length > 0) {
    reading.tables[reading.tables.length - 1] = reading.looks.styles.get(value)?.shaded === true;
  }
}

function applyParagraphProperty(reading: Reading, name: string, attributes: Attributes): void {
  const paragraph = reading.paragraphs.at(-1);
  if (name === 'shd') (paragraph ?? innermostContainer(reading)).shaded = hasShade(attributes);
  const value = attribute(attributes, 'val') ?? '';
  applyTableProperty(reading, name, value);
  if (paragraph === undefined) return;
  if (name === 'numId') paragraph.list = value;
  if (name === 'framePr') paragraph.isInitial = isDropCap(attributes);
  if (name === 'ilvl') paragraph.level = levelOf(value);
  if (name === 'pPr') paragraph.slideLevel = levelOf(attribute(attributes, 'lvl'));
  applySlideBullet(paragraph, name, attributes);
  if (name === 'pStyle') applyStyle(reading, paragraph, value);
  if (name === 'outlineLvl' && /^[0-8]$/.test(value)) paragraph.heading = Number(value) + 1;
}

function applySlideBullet(paragraph: Paragraph, name: string, attributes: Attributes): void {
  if (name === 'buAutoNum') paragraph.autoNumber = autoNumberFrom(attributes);
  else if (name === 'buFont') paragraph.bulletFont = attribute(attributes, 'typeface');
  else if (name === 'buChar')
    paragraph.bullet = checkBullet(attribute(attributes, 'char') ?? '', paragraph.bulletFont);
}

function applyStyle({ looks }: Reading, paragraph: Paragraph, id: string): void {
  paragraph.styleId = id;
  paragraph.style = looks.styles.get(id) ?? {};
  paragraph.heading = paragraph.style.heading ?? 0;
}

function hasShade(attributes: Attributes): boolean {
  return isShade(shadeOf(attributes) ?? attribute(attributes, 'val') ?? '');
}

function linesOf({ looks, autoNumbers }: Reading, paragraph: Paragraph | undefined): string[] {
  if (paragraph === undefined) return [];
  const text = [...paragraph.settled, paragraph.text].join('').trimEnd();
  const number = listNumberOf(paragraph, looks);
  if (text.trim() === '') return [];
  // Unlike Word, PowerPoint does not number empty paragraphs.
  const shown = autoNumbers.next(paragraph.autoNumber, paragraph.slideLevel) ?? number ?? paragraph.bullet;
  const isBullet = shown === '-' && paragraph.heading > 0;
  const line = shown === undefined || shown === '' || isBullet ? text : `${shown} ${text}`;
  return [paragraph.heading > 0 ? `\n${'#'.repeat(Math.min(paragraph.heading, 6))} ${line}` : line];
}

function listNumberOf(paragraph: Paragraph, { numbers }: Looks): string | undefined {
  const { style, styleId, list = style.list, level = style.level } = paragraph;
  return list === undefined || list === '0' ? undefined : (numbers(list, level, styleId) ?? '-');
}
