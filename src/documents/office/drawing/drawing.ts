import type { Package } from '../office-package.ts';
import { paragraphsOf } from '../paragraph/paragraphs.ts';
import { attribute, readAllXml, relationOf } from '../xml.ts';
import { textOfChart } from './chart.ts';
import { textOfDiagram } from './diagram.ts';
import { createHiddenShapes } from './hidden-shapes.ts';

/** Returns the text of the charts and diagrams that a part, such as a slide, refers to. `xml` is the content of the part. */
export function* textOfGraphics(file: Package, part: string, xml: string): Generator<string> {
  const readers = { chart: textOfChart, chartEx: textOfChart, diagramData: textOfDiagram } as const;
  const hidden = hiddenGraphics(xml);
  for (const [type, read] of Object.entries(readers)) {
    for (const [id, relation] of file.relations(part)) {
      if (relation.type !== type || hidden.has(id)) continue;
      const text = read(file.part(relation.target) ?? '<none/>');
      if (text !== '') yield `${text}\n`;
    }
  }
  if (hidden.size > 0) yield `[hidden charts and diagrams left out: ${hidden.size}]\n`;
}

/** Returns the ids of the relationships to the charts and diagrams in hidden shapes. */
function hiddenGraphics(xml: string): ReadonlySet<string> {
  const ids = new Set<string>();
  if (!/\shidden=/.test(xml)) return ids;
  const shapes = createHiddenShapes();
  try {
    readAllXml(xml, {
      open: (name, attributes) => {
        shapes.open(name, attributes);
        if (!shapes.hides('')) return;
        const id = name === 'relIds' ? attribute(attributes, 'dm') : relationOf(attributes);
        if ((name === 'chart' || name === 'relIds') && id !== undefined) ids.add(id);
      },
      close: (name) => shapes.close(name),
    });
  } catch {
    // Damaged XML is ignored here, because it is reported when the part's text is read.
  }
  return ids;
}

/** Returns the text of a drawing on a sheet: text boxes, picture descriptions, charts and diagrams. */
export function* textOfDrawing(file: Package, drawing: string): Generator<string> {
  const xml = file.part(drawing) ?? '<none/>';
  const boxes = [...paragraphsOf(xml)].join('').trim();
  if (boxes !== '') yield `[text boxes and pictures]\n${boxes}\n`;
  yield* textOfGraphics(file, drawing, xml);
}
