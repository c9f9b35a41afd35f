import { describe, expect, it } from 'vitest';

import { textOfChart } from '../../../../src/documents/office/drawing/chart.ts';

type Point = readonly [index: number, value: string | number];

const points = (values: readonly Point[]) =>
  values.map(([index, value]) => `<c:pt idx="${index}"><c:v>${value}</c:v></c:pt>`).join('');
const texts = (values: readonly Point[]) =>
  `<c:strRef><c:f>Sheet1!A1</c:f><c:strCache>${points(values)}</c:strCache></c:strRef>`;
const numbers = (values: readonly Point[], format = 'General') =>
  `<c:numRef><c:f>Sheet1!B1</c:f><c:numCache><c:formatCode>${format}</c:formatCode>${points(values)}</c:numCache></c:numRef>`;
const series = (name: string, data: string) => `<c:ser><c:tx>${texts([[0, name]])}</c:tx>${data}</c:ser>`;
const quarters = texts([
  [0, 'Q1'],
  [1, 'Q2'],
  [2, 'Q3'],
]);

/** Returns the text of a chart with this plot area; `title` is the XML of its title. */
function textOf(plot: string, title = '', settings = ''): string {
  return textOfChart(
    `<c:chartSpace xmlns:c="c" xmlns:a="a" xmlns:c15="c15">${settings}<c:chart>${title}<c:plotArea>${plot}</c:plotArea></c:chart></c:chartSpace>`,
  );
}

describe('a chart whose data has an empty cell', () => {
  it('shows each value next to its category', () => {
    const values = numbers([
      [0, 10],
      [2, 30],
    ]);
    const data = `<c:cat>${quarters}</c:cat><c:val>${values}</c:val>`;
    expect(textOf(series('Revenue', data))).toBe('[chart]\n | Revenue\nQ1 | 10\nQ2 | \nQ3 | 30');
  });

  it('shows the position of each value if the chart has no categories', () => {
    const values = numbers([
      [1, 20],
      [4, 50],
    ]);
    expect(textOf(series('Revenue', `<c:val>${values}</c:val>`))).toBe('[chart]\n | Revenue\n2 | 20\n5 | 50');
  });
});

describe('a chart with categories in several levels', () => {
  it('shows the whole category of each value', () => {
    const levels = [
      points([
        [0, 'Q1'],
        [1, 'Q2'],
        [2, 'Q1'],
        [3, 'Q2'],
      ]),
      points([
        [0, '2025'],
        [2, '2026'],
      ]),
    ];
    const cache = levels.map((level) => `<c:lvl>${level}</c:lvl>`).join('');
    const categories = `<c:multiLvlStrRef><c:multiLvlStrCache>${cache}</c:multiLvlStrCache></c:multiLvlStrRef>`;
    const values = numbers([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
    const data = `<c:cat>${categories}</c:cat><c:val>${values}</c:val>`;
    expect(textOf(series('Sold', data))).toBe(
      '[chart]\n | Sold\n2025 / Q1 | 1\n2025 / Q2 | 2\n2026 / Q1 | 3\n2026 / Q2 | 4',
    );
  });
});

describe('a chart of pairs of values', () => {
  const pairs = (x: readonly Point[], y: readonly Point[], size = '') =>
    `<c:xVal>${numbers(x)}</c:xVal><c:yVal>${numbers(y)}</c:yVal>${size}`;

  it('shows the x values of each series if they differ', () => {
    const first = series('North', pairs([[0, 1]], [[0, 10]]));
    const second = series('South', pairs([[0, 7]], [[0, 70]]));
    expect(textOf(first + second)).toBe('[chart]\n | North\n1 | 10\n | South\n7 | 70');
  });

  it('shows shared x values once', () => {
    const first = series('North', pairs([[0, 1]], [[0, 10]]));
    const second = series('South', pairs([[0, 1]], [[0, 70]]));
    expect(textOf(first + second)).toBe('[chart]\n | North | South\n1 | 10 | 70');
  });

  it('shows the sizes of bubbles in a separate column', () => {
    const size = `<c:bubbleSize>${numbers([[0, 300]])}</c:bubbleSize>`;
    expect(textOf(series('North', pairs([[0, 1]], [[0, 10]], size)))).toBe(
      '[chart]\n | North | North (size)\n1 | 10 | 300',
    );
  });
});

describe('the numbers of a chart', () => {
  it('have the format of their cells', () => {
    const dates = numbers([[0, 45_292]], 'mmm\\-yy');
    const values = numbers([[0, 0.25]], '0%');
    expect(textOf(series('Share', `<c:cat>${dates}</c:cat><c:val>${values}</c:val>`))).toBe(
      '[chart]\n | Share\n2024-01-01 | 25%',
    );
  });

  it('are shown as dates counted from 1904 if the chart uses that date system', () => {
    const data = `<c:cat>${numbers([[0, 43_830]], 'yyyy')}</c:cat><c:val>${numbers([[0, 3]])}</c:val>`;
    expect(textOf(series('Sold', data), '', '<c:date1904 val="1"/>')).toContain('\n2024-01-01 | 3');
  });

  it('are shown even if their number format hides them', () => {
    expect(textOf(series('Sold', `<c:val>${numbers([[0, 3]], ';;;')}</c:val>`))).toBe(
      '[chart]\n | Sold\n1 | 3',
    );
  });

  it('can be formula errors', () => {
    expect(textOf(series('Sold', `<c:val>${numbers([[0, '#N/A']], '0%')}</c:val>`))).toContain('\n1 | #N/A');
  });

  it('do not include text such as 007, whose zeros are kept', () => {
    const data = `<c:cat>${texts([[0, '007']])}</c:cat><c:val>${numbers([[0, 3]])}</c:val>`;
    expect(textOf(series('Sold', data))).toContain('\n007 | 3');
  });
});

describe('the titles of a chart', () => {
  const title = (xml: string) => `<c:title><c:tx>${xml}</c:tx></c:title>`;
  const rich = (...runs: string[]) =>
    `<c:rich><a:p>${runs.map((run) => `<a:r><a:t>${run}</a:t></a:r>`).join('')}</a:p></c:rich>`;
  const data = series('Sold', `<c:val>${numbers([[0, 3]])}</c:val>`);

  it('are kept apart from the axis titles, and a word in two runs stays whole', () => {
    const axes = `<c:catAx>${title(rich('Month'))}</c:catAx><c:valAx>${title(rich('EUR'))}</c:valAx>`;
    expect(textOf(data + axes, title(rich('Reve', 'nue')))).toBe(
      '[chart] Revenue\naxes: Month; EUR\n | Sold\n1 | 3',
    );
  });

  it('are shown if they come from a cell', () => {
    expect(textOf(data, title(texts([[0, 'Revenue']])))).toContain('[chart] Revenue\n | Sold');
  });
});

describe('a chart with labels and hidden series', () => {
  it('shows the name of the series, not the text of a label', () => {
    const label = `<c:dLbls><c:dLbl><c:idx val="0"/><c:tx>${texts([[0, 'Record']])}</c:tx></c:dLbl></c:dLbls>`;
    expect(textOf(series('Sold', `${label}<c:val>${numbers([[0, 3]])}</c:val>`))).toBe(
      '[chart]\n | Sold\n1 | 3',
    );
  });

  it('leaves out series that the chart does not show', () => {
    const shown = series('Sold', `<c:val>${numbers([[0, 3]])}</c:val>`);
    const hidden = series('Draft', `<c:val>${numbers([[0, 9]])}</c:val>`).replaceAll('c:ser>', 'c15:ser>');
    const filtered = `<c:extLst><c:ext><c15:filteredBarSeries>${hidden}</c15:filteredBarSeries></c:ext></c:extLst>`;
    expect(textOf(shown + filtered)).toBe('[chart]\n | Sold\n1 | 3');
  });
});

const newer = (content: string) =>
  textOfChart(`<cx:chartSpace xmlns:cx="cx" xmlns:a="a">${content}</cx:chartSpace>`);
const level = (values: readonly Point[], format = '') =>
  `<cx:lvl ptCount="${values.length}"${format}>${values.map(([index, value]) => `<cx:pt idx="${index}">${value}</cx:pt>`).join('')}</cx:lvl>`;

describe('a waterfall chart', () => {
  it('is read with its title, categories and values', () => {
    const categories: readonly Point[] = [
      [0, 'Budget'],
      [1, 'Rent'],
      [2, 'Result'],
    ];
    const values: readonly Point[] = [
      [0, 100],
      [1, -20],
      [2, 80],
    ];
    const data = `<cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:f>A1</cx:f>${level(categories)}</cx:strDim><cx:numDim type="val"><cx:f>B1</cx:f>${level(values, ' formatCode="0.0"')}</cx:numDim></cx:data></cx:chartData>`;
    const text = (value: string) =>
      `<cx:tx><cx:txData><cx:f>C1</cx:f><cx:v>${value}</cx:v></cx:txData></cx:tx>`;
    const plot = `<cx:plotArea><cx:plotAreaRegion><cx:series layoutId="waterfall">${text('EUR')}<cx:dataLabels/><cx:dataId val="0"/></cx:series></cx:plotAreaRegion></cx:plotArea>`;
    const chart = `<cx:chart><cx:title>${text('From budget to result')}</cx:title>${plot}</cx:chart>`;
    expect(newer(data + chart)).toBe(
      '[chart] From budget to result\n | EUR\nBudget | 100.0\nRent | -20.0\nResult | 80.0',
    );
  });

  it('shows no series that its filter hides', () => {
    const values = (id: number, value: number) =>
      `<cx:data id="${id}"><cx:numDim type="val">${level([[0, value]])}</cx:numDim></cx:data>`;
    const shown = '<cx:series hidden="0"><cx:dataId val="0"/></cx:series>';
    const hidden = '<cx:series hidden="1"><cx:dataId val="1"/></cx:series>';
    expect(newer(values(0, 5) + values(1, 7) + hidden + shown)).toBe('[chart]\n | \n1 | 5');
  });

  it.each([
    ['twice, as Excel writes it', '<cx:tx><cx:txData><cx:v>Cash in 2026</cx:v></cx:txData></cx:tx>'],
    ['only as formatted text', ''],
  ])('shows its title once if the file contains it %s', (_how, plain) => {
    const formatted =
      '<cx:txPr><a:p><a:r><a:t>Cash </a:t></a:r><a:r><a:t>in 2026</a:t></a:r></a:p></cx:txPr>';
    expect(newer(`<cx:chart><cx:title>${plain}${formatted}</cx:title></cx:chart>`)).toBe(
      '[chart] Cash in 2026',
    );
  });
});

describe('a map chart', () => {
  it('shows the names of the regions without their ids', () => {
    const names = `<cx:strDim type="cat">${level([[0, 'Portugal']])}</cx:strDim>`;
    const ids = `<cx:strDim type="entityId">${level([[0, '28971']])}</cx:strDim>`;
    const values = `<cx:numDim type="colorVal">${level([[0, 12]])}</cx:numDim>`;
    const data = `<cx:chartData><cx:data id="0">${names}${ids}${values}</cx:data></cx:chartData>`;
    expect(newer(`${data}<cx:series><cx:dataId val="0"/></cx:series>`)).toBe('[chart]\n | \nPortugal | 12');
  });
});

describe('a chart with 100,000 series without values', () => {
  it('is read in a short time', () => {
    const values = Array.from({ length: 1_000 }, (_, index) => [index, index] as const);
    const shown = series('Sold', `<c:val>${numbers(values)}</c:val>`);
    const begun = performance.now();
    expect(textOf(shown + `<c:ser><c:val>${'<c:lvl/>'.repeat(3)}</c:val></c:ser>`.repeat(100_000))).toContain(
      '\n | Sold\n1 | 0\n',
    );
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('a chart with thousands of values', () => {
  it('shows the first thousand values and states how many are left out', () => {
    const values = Array.from({ length: 1_200 }, (_, index) => [index, index] as const);
    const text = textOf(series('Sold', `<c:val>${numbers(values)}</c:val>`));
    expect(text).toContain('\n1000 | 999\n');
    expect(text.endsWith('[chart values left out: 200]')).toBe(true);
  });
});
