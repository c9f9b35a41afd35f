import { relatedParts, type Package } from '../office-package.ts';
import { paragraphsOf } from '../paragraph/paragraphs.ts';
import { textOfChart } from './chart.ts';
import { textOfDiagram } from './diagram.ts';

/** Returns the text of the charts and diagrams that a part, such as a slide, refers to. */
export function* textOfGraphics(file: Package, part: string): Generator<string> {
  const readers = { chart: textOfChart, chartEx: textOfChart, diagramData: textOfDiagram } as const;
  for (const [type, read] of Object.entries(readers)) {
    for (const { xml } of relatedParts(file, part, type)) {
      const text = read(xml);
      if (text !== '') yield `${text}\n`;
    }
  }
}

/** Returns the text of a drawing on a sheet: text boxes, picture descriptions, charts and diagrams. */
export function* textOfDrawing(file: Package, drawing: string): Generator<string> {
  const boxes = [...paragraphsOf(file.part(drawing) ?? '<none/>')].join('').trim();
  if (boxes !== '') yield `[text boxes and pictures]\n${boxes}\n`;
  yield* textOfGraphics(file, drawing);
}
