import { createPartReader } from './damaged-parts.ts';
import { textOfGraphics } from './drawing/drawing.ts';
import { createEmbeddedObjects, type EmbeddedFile } from './embedded-objects.ts';
import { readListNumbers } from './list-numbers.ts';
import { createNoteMarks } from './paragraph/note-marks.ts';
import { mainPart, openPackage, relatedPart, type Package } from './office-package.ts';
import { paragraphsOf } from './paragraph/paragraphs.ts';
import { readResolvedComments } from './resolved-comments.ts';
import { trackedChangesIn } from './tracked-changes.ts';
import { unusedMargins } from './unused-margins.ts';
import { readStyles } from './word-styles.ts';
import { readAllXml, relationOf } from './xml.ts';

/** At most this many headers and this many footers are read. Every section can have three of each. */
const MOST_MARGINS = 200;

/**
 * Yields the text of a Word document (ECMA-376, part 1, section 17): a note on tracked changes, headers, body, charts
 * and diagrams, footers, footnotes, endnotes and comments. Headers and footers with the same text are yielded once.
 * When done, returns the embedded files in document order: first the objects, then the files that contain parts of the
 * text.
 */
export function* textOfDocx(bytes: Uint8Array): Generator<string, readonly EmbeddedFile[]> {
  const file = openPackage(bytes);
  const body = mainPart(file, 'document');
  const styles = readStyles(relatedPart(file, file.main, 'styles'));
  const numbering = relatedPart(file, file.main, 'numbering');
  const notes = createNoteMarks(readResolvedComments(file));
  const objects = createEmbeddedObjects(file);
  /** What the relationships of a part stand for. Each part has relationships of its own. */
  const targetsOf = (part: string) => ({
    addresses: file.addresses(part),
    markOfObject: (relation: string | undefined) => objects.markOf(part, relation),
  });
  const looks = { styles, numbers: readListNumbers(numbering), notes, ...targetsOf(file.main) };
  const unused = unusedMargins(body, relatedPart(file, file.main, 'settings'));
  const relations = [...file.relations(file.main)].flatMap(([id, one]) => (unused.has(id) ? [] : [one]));
  // Lists in headers and footers do not continue the lists in the body.
  const marginLooks = { styles, numbers: readListNumbers(numbering), notes };
  const parts = createPartReader();
  const read = (what: string, part: string) => {
    const own = { ...marginLooks, ...targetsOf(part) };
    return [...parts.read(what, paragraphsOf(file.part(part) ?? '<none/>', own))].join('').trim();
  };

  function* margins(type: 'header' | 'footer'): Generator<string> {
    const all = relations.filter((relation) => relation.type === type);
    const texts = new Set(all.slice(0, MOST_MARGINS).map(({ target }) => read(`this ${type}`, target)));
    texts.delete('');
    if (texts.size > 0) yield `\n[${type}]\n${[...texts].join('\n')}\n\n`;
    if (all.length > MOST_MARGINS) yield `[more ${type}s left out: ${all.length - MOST_MARGINS}]\n`;
  }

  yield trackedChangesIn(body);
  yield* margins('header');
  yield* parts.read('the text', paragraphsOf(body, looks));
  const chunks = textChunks(file, body);
  if (chunks.length > 0)
    yield `[embedded files that contain parts of the document, shown at the end: ${chunks.length}]\n`;
  yield* parts.read('a chart or diagram', textOfGraphics(file, file.main, body));
  yield* margins('footer');
  for (const type of ['footnotes', 'endnotes', 'comments']) {
    const part = relations.find((relation) => relation.type === type)?.target;
    const text = part === undefined ? '' : read('this part', part);
    if (text !== '') yield `\n[${type}]\n${text}\n`;
  }
  const embedded = [...objects.files, ...chunks];
  if (embedded.length === 0) parts.checkText();
  return embedded;
}

/**
 * Returns the embedded files that contain parts of the text (`altChunk`, ECMA-376, part 1, section 17.17.2.1). Some
 * programs write the whole text as one embedded HTML file.
 */
function textChunks(file: Package, body: string): readonly EmbeddedFile[] {
  if (!body.includes('altChunk')) return [];
  const targets = file.relations(file.main);
  const files: EmbeddedFile[] = [];
  try {
    readAllXml(body, {
      open: (element, attributes) => {
        if (element !== 'altChunk') return;
        const name = targets.get(relationOf(attributes) ?? '')?.target ?? '';
        files.push({ name, content: () => file.bytes(name) });
      },
    });
  } catch {
    // Damaged XML is ignored here, because it is reported when the text is read.
  }
  return files;
}
