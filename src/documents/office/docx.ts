import { damagedFile } from '../unreadable.ts';
import { openPackage, relatedPart } from './office-package.ts';
import { paragraphsOf, type Headings } from './paragraphs.ts';
import { attribute, readAllXml } from './xml.ts';

/** Returns the text of a Word document (ECMA-376, part 1, 17): its body, then its footnotes and endnotes. */
export function* textOfDocx(bytes: Uint8Array): Generator<string> {
  const file = openPackage(bytes);
  const body = file.part(file.main);
  if (body === undefined) throw damagedFile();
  const headings = readHeadings(relatedPart(file, file.main, 'styles'));
  yield* paragraphsOf(body, headings);
  for (const type of ['footnotes', 'endnotes']) {
    const notes = relatedPart(file, file.main, type);
    if (notes === undefined) continue;
    const text = [...paragraphsOf(notes)].join('').trim();
    if (text !== '') yield `\n[${type}]\n${text}\n`;
  }
}

/** Built-in styles have English names in every language; only their ids are translated. */
function readHeadings(styles: string | undefined): Headings {
  const headings = new Map<string, number>();
  let id = '';
  readAllXml(styles ?? '<none/>', {
    open: (name, attributes) => {
      if (name === 'style') id = attribute(attributes, 'styleId') ?? '';
      if (name !== 'name') return;
      const level = /^(?:heading ([1-9])|(title))$/i.exec(attribute(attributes, 'val') ?? '');
      if (level !== null) headings.set(id, Number(level[1] ?? 1));
    },
  });
  return headings;
}
