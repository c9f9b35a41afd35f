import { relatedParts, type Package } from '../office-package.ts';
import { textOfDrawing } from '../drawing/drawing.ts';
import { attribute, readAllXml } from '../xml.ts';

/** Returns the content of a sheet other than its cells: comments, text boxes, charts and diagrams. */
export function* notesOfSheet(file: Package, sheet: string): Generator<string> {
  for (const { xml } of [
    ...relatedParts(file, sheet, 'comments'),
    ...relatedParts(file, sheet, 'threadedComment'),
  ])
    yield* commentsIn(xml);
  for (const { name } of relatedParts(file, sheet, 'drawing')) yield* textOfDrawing(file, name);
}

function* commentsIn(xml: string): Generator<string> {
  const lines: string[] = [];
  let [cell, text, isInText] = ['', '', false];
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 'comment' || name === 'threadedComment')
        [cell, text] = [attribute(attributes, 'ref') ?? '', ''];
      isInText = name === 't' || name === 'text';
    },
    text: (more) => {
      if (isInText) text += more;
    },
    close: (name) => {
      if (name === 't' || name === 'text') isInText = false;
      if (name !== 'comment' && name !== 'threadedComment') return;
      const line = text.replaceAll(/\s+/g, ' ').trim();
      // For each threaded comment, Excel also writes a legacy comment that contains only a notice.
      if (line !== '' && !line.startsWith('[Threaded comment]')) lines.push(`[comment on ${cell}] ${line}\n`);
    },
  });
  yield* lines;
}
