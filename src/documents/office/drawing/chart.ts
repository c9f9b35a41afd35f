import { attribute, readAllXml } from '../xml.ts';

/** Maximum number of values to list for a chart; further values are only counted. */
const MOST_POINTS = 1_000;

type Series = { name: string; readonly categories: string[]; readonly values: string[] };

/** Returns the title and the data of a chart (ECMA-376, part 1, 21.2), one line per category; '' if it has neither. */
export function textOfChart(xml: string): string {
  const title: string[] = [];
  const series: Series[] = [];
  const open: string[] = [];
  let [points, text] = [0, ''];
  const isWithin = (...names: string[]) => names.some((name) => open.includes(name));
  readAllXml(xml, {
    open: (name) => {
      open.push(name);
      if (name === 'ser') series.push({ name: '', categories: [], values: [] });
      if (name === 'v' || name === 't') text = '';
    },
    text: (more) => {
      text += more;
    },
    close: (name) => {
      open.pop();
      const line = text.replaceAll(/\s+/g, ' ').trim();
      const current = series.at(-1);
      if (name === 't' && isWithin('title')) title.push(line);
      if (name !== 'v' || current === undefined || !isWithin('ser')) return;
      points += 1;
      if (points > MOST_POINTS) return;
      if (isWithin('tx')) current.name = line;
      else if (isWithin('cat', 'xVal')) current.categories.push(line);
      else if (isWithin('val', 'yVal', 'bubbleSize')) current.values.push(line);
    },
  });
  const rows = rowsOf(series);
  if (rows.length === 0 && title.length === 0) return '';
  const rest = points > MOST_POINTS ? [`[chart values left out: ${points - MOST_POINTS}]`] : [];
  return `[chart] ${title.join(' ')}\n${[...rows, ...rest].join('\n')}`.trim();
}

function rowsOf(series: readonly Series[]): string[] {
  if (series.length === 0) return [];
  const categories = series.find((one) => one.categories.length > 0)?.categories ?? [];
  const count = Math.max(categories.length, ...series.map(({ values }) => values.length));
  const header = ['', ...series.map(({ name }) => name)].join(' | ');
  const rows = Array.from({ length: count }, (_, index) =>
    [categories[index] ?? String(index + 1), ...series.map(({ values }) => values[index] ?? '')].join(' | '),
  );
  return [header, ...rows];
}

/** Returns the text of a SmartArt diagram (ECMA-376, part 1, 21.4), one paragraph per line. */
export function textOfDiagram(xml: string): string {
  const lines: string[] = [];
  let [line, isInText] = ['', false];
  readAllXml(xml, {
    open: (name, attributes) => {
      // Points of the types `parTrans`, `sibTrans` and `pres` are connections and layout.
      if (name === 'p') line = '';
      isInText = name === 't' && attribute(attributes, 'type') === undefined;
    },
    text: (text) => {
      if (isInText) line += text;
    },
    close: (name) => {
      if (name === 't') isInText = false;
      if (name === 'p' && line.trim() !== '') lines.push(`- ${line.replaceAll(/\s+/g, ' ').trim()}`);
    },
  });
  return lines.length === 0 ? '' : `[diagram]\n${lines.join('\n')}`;
}
