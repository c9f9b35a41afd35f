import { oneLine } from '../../one-line.ts';
import { numberFormat, type NumberFormat } from '../sheet/number-format.ts';
import { attribute, isOn, readAllXml, type Attributes } from '../xml.ts';
import { newSeries, tablesOf, type Points, type Series } from './chart-table.ts';
import { isHidden } from './hidden-shapes.ts';

/** Maximum number of values to list for a chart; further values are only counted. */
const MOST_POINTS = 1_000;

/**
 * Elements to ignore: the texts of labels, values that are computed from the data, and extensions, which contain the
 * series that the chart does not show.
 */
const ignoredElements = new Set('dLbls dLbl dPt dataLabels trendline errBars extLst'.split(' '));

/** The elements that contain the points of a series. In newer charts, these are `strDim` and `numDim`. */
const dimensions: ReadonlyMap<string, 'categories' | 'values' | 'sizes'> = new Map([
  ['cat', 'categories'],
  ['xVal', 'categories'],
  ['strDim', 'categories'],
  ['val', 'values'],
  ['yVal', 'values'],
  ['numDim', 'values'],
  ['bubbleSize', 'sizes'],
]);

/** The parser's state. */
type Reading = {
  title: string;
  readonly axes: string[];
  readonly series: Series[];
  /** The data of newer charts, by id. In the file, the data comes before the series that refer to it. */
  readonly data: Map<string, Series>;
  since1904: boolean;
  points: number;
  /** The series, or the data of a series, that is being read. */
  current: Series | undefined;
  /** The state while points are read: their levels, the index of the current point, and the format code. */
  levels: Points[];
  index: number;
  format: string | undefined;
  /** The current point's own format code, if it has one. */
  ownFormat: string | undefined;
  /** The formats of points that have been read, by their code. */
  readonly formats: Map<string, NumberFormat>;
  /** The title, or the name of a series, that is being read. */
  words: string | undefined;
  isInAxis: boolean;
};

/**
 * Returns a chart's titles and data (ECMA-376, part 1, section 21.2), one line per category; '' if the chart has
 * neither. Waterfall charts and other chart types that were added in Office 2016 have their own format (MS-ODRAWXML,
 * section 2.24.3).
 */
export function textOfChart(xml: string): string {
  const { title, axes, series, points } = readChart(xml);
  const rows = tablesOf(series);
  if (rows.length === 0 && title === '') return '';
  return [
    `[chart] ${title}`.trim(),
    ...(axes.length > 0 ? [`axes: ${axes.join('; ')}`] : []),
    ...rows,
    ...(points > MOST_POINTS ? [`[chart values left out: ${points - MOST_POINTS}]`] : []),
  ].join('\n');
}

function readChart(xml: string): Reading {
  const reading: Reading = {
    title: '',
    axes: [],
    series: [],
    data: new Map(),
    since1904: false,
    points: 0,
    current: undefined,
    levels: [],
    index: 0,
    format: undefined,
    ownFormat: undefined,
    formats: new Map(),
    words: undefined,
    isInAxis: false,
  };
  let [ignored, text] = [0, ''];
  readAllXml(xml, {
    open: (name, attributes) => {
      text = '';
      if (ignored > 0 || isIgnored(reading, name, attributes)) ignored += 1;
      else openElement(reading, name, attributes);
    },
    text: (more) => {
      text += more;
    },
    close: (name) => {
      if (ignored > 0) ignored -= 1;
      else closeElement(reading, name, text);
    },
  });
  return reading;
}

function isIgnored({ words = '' }: Reading, name: string, attributes: Attributes): boolean {
  // In newer charts, Excel writes a title twice: as plain text and then as formatted text. The second copy is ignored.
  if (name === 'txPr') return words.trim() !== '';
  if (name === 'series') return isHidden(attributes);
  // A `strDim` of the type `entityId` contains the ids of regions on a map, not texts.
  if (name === 'strDim') return attribute(attributes, 'type') === 'entityId';
  return ignoredElements.has(name);
}

function openElement(reading: Reading, name: string, attributes: Attributes): void {
  openPoints(reading, name, attributes);
  if (name === 'date1904') reading.since1904 = isOn(attributes);
  else if (isSeries(name)) reading.series.push((reading.current = newSeries()));
  else if (name === 'data')
    reading.data.set(attribute(attributes, 'id') ?? '', (reading.current = newSeries()));
  else if (name === 'dataId') useData(reading, attribute(attributes, 'val') ?? '');
  else if (name === 'title' || (name === 'tx' && reading.current !== undefined)) reading.words = '';
  else if (isAxis(name)) reading.isInAxis = true;
}

function openPoints(reading: Reading, name: string, attributes: Attributes): void {
  const dimension = dimensions.get(name);
  const format = attribute(attributes, 'formatCode');
  if (dimension !== undefined) {
    reading.levels = reading.current?.[dimension] ?? [];
    reading.format = undefined;
  } else if (name === 'lvl') {
    reading.levels.push(new Map());
    reading.format = format;
  } else if (name === 'pt') {
    reading.index = Number(attribute(attributes, 'idx') ?? reading.levels.at(-1)?.size ?? 0);
    reading.ownFormat = format;
  }
}

function closeElement(reading: Reading, name: string, text: string): void {
  if (name === 'formatCode') reading.format = text;
  else if (reading.words !== undefined) readWords(reading, reading.words, name, text);
  else if (name === 'pt') addPoint(reading, oneLine(text));
  else if (isSeries(name) || name === 'data') reading.current = undefined;
  else if (isAxis(name)) reading.isInAxis = false;
}

/** Reads a title or the name of a series. Either consists of formatted text or of cell values. */
function readWords(reading: Reading, words: string, name: string, text: string): void {
  const { current, isInAxis, axes } = reading;
  if (name === 't' || name === 'v') reading.words = words + text;
  else if (name === 'p' || name === 'pt') reading.words = `${words} `;
  else if (name === 'title' || (name === 'tx' && current !== undefined)) {
    reading.words = undefined;
    const line = oneLine(words);
    if (current !== undefined) current.name = line;
    else if (!isInAxis) reading.title = line;
    else if (line !== '') axes.push(line);
  }
}

function addPoint(reading: Reading, text: string): void {
  const { levels, index } = reading;
  reading.points += 1;
  if (reading.points > MOST_POINTS) return;
  const points = levels.at(-1) ?? new Map<number, string>();
  if (levels.length === 0) levels.push(points);
  // A cell can have a format that hides its number, although the chart shows the point.
  points.set(index, oneLine(formatted(reading, text)) || text);
}

function formatted({ ownFormat, format, formats, since1904 }: Reading, text: string): string {
  const code = ownFormat ?? format;
  if (code === undefined || text === '' || !Number.isFinite(Number(text))) return text;
  const known = formats.get(code) ?? numberFormat(code);
  formats.set(code, known);
  return known(Number(text), since1904);
}

function useData({ current, data }: Reading, id: string): void {
  const found = data.get(id);
  if (current === undefined || found === undefined) return;
  current.categories.push(...found.categories);
  current.values.push(...found.values);
}

function isSeries(name: string): boolean {
  return name === 'ser' || name === 'series';
}

function isAxis(name: string): boolean {
  return name === 'axis' || name.endsWith('Ax');
}
