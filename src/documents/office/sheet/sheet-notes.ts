import { oneLine } from '../../one-line.ts';
import { relatedParts, type Package } from '../office-package.ts';
import { textOfControls } from '../drawing/controls.ts';
import { textOfDrawing } from '../drawing/drawing.ts';
import type { EmbeddedObjects } from '../embedded-objects.ts';
import { attribute, elementIn, readAllXml, relationOf, type Attributes } from '../xml.ts';

/** A sheet: the name of its part, its XML, and the collection of the workbook's embedded files. */
type SheetPart = { readonly sheet: string; readonly xml: string; readonly objects: EmbeddedObjects };

/**
 * Returns the content of a sheet other than its cells: comments, text boxes, charts, diagrams, controls and embedded
 * files.
 */
export function* notesOfSheet(file: Package, { sheet, xml, objects }: SheetPart): Generator<string> {
  const threads = relatedParts(file, sheet, 'threadedComment');
  for (const notes of relatedParts(file, sheet, 'comments'))
    yield* commentsIn(notes.xml, new Map(), threads.length > 0);
  const people = threads.length === 0 ? new Map() : peopleIn(file);
  for (const thread of threads) yield* commentsIn(thread.xml, people);
  const drawings = relatedParts(file, sheet, 'drawing');
  for (const { name } of drawings) yield* textOfDrawing(file, name);
  yield* textOfControls(file, { sheet, xml, drawings: drawings.map((drawing) => drawing.xml) });
  yield* marksOfObjects({ sheet, xml, objects });
}

function* marksOfObjects({ sheet, xml, objects }: SheetPart): Generator<string> {
  if (!xml.includes('oleObject')) return;
  // Each object has a second element for older versions of Excel. The set removes these duplicates.
  const relations = new Set<string | undefined>();
  readAllXml(elementIn(xml, 'oleObjects'), {
    open: (name, attributes) => {
      if (name === 'oleObject') relations.add(relationOf(attributes));
    },
  });
  const marks = [...relations].map((relation) => objects.markOf(sheet, relation));
  yield* marks.filter((mark) => mark !== '').map((mark) => `${mark}\n`);
}

/** Reads the authors of threaded comments (MS-XLSX, section 2.1.17), by id. */
function peopleIn(file: Package): ReadonlyMap<string, string> {
  const people = new Map<string, string>();
  for (const { xml } of relatedParts(file, file.main, 'person'))
    readAllXml(xml, {
      open: (name, attributes) => {
        if (name === 'person')
          people.set(attribute(attributes, 'id') ?? '', attribute(attributes, 'displayName') ?? '');
      },
    });
  return people;
}

/**
 * Returns one line for each comment. `people` are the authors of threaded comments. Notes, the older kind of comment,
 * have their own list of authors.
 * For each threaded comment, Excel also writes a note that contains a notice in the user's language and the comment.
 * These notes are left out if the sheet still has its threads. Other programs may remove the threads and keep the
 * notes.
 */
function* commentsIn(
  xml: string,
  people: ReadonlyMap<string, string>,
  hasThreads = false,
): Generator<string> {
  const lines: string[] = [];
  const authors: string[] = [];
  const resolved = new Set<string>();
  let [cell, author, text, element] = ['', '', '', ''];
  let isResolved = false;
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 'comment' || name === 'threadedComment') {
        const person = people.get(attribute(attributes, 'personId') ?? '');
        author = person ?? authors[Number(attribute(attributes, 'authorId'))] ?? '';
        isResolved = isInResolved(attributes, resolved);
        [cell, text] = [attribute(attributes, 'ref') ?? '', ''];
      }
      if (name === 'author') authors.push('');
      element = name;
    },
    text: (more) => {
      if (element === 't' || element === 'text') text += more;
      if (element === 'author') authors.push(`${authors.pop() ?? ''}${more}`);
    },
    close: (name) => {
      element = '';
      if (name !== 'comment' && name !== 'threadedComment') return;
      const line = oneLine(text);
      const isNotice = author.startsWith('tc=');
      if (line === '' || (isNotice && hasThreads)) return;
      // Excel begins a note with its author's name, unless the author removes it.
      const isNamed = author === '' || isNotice || line.startsWith(`${author}:`);
      const by = isNamed ? '' : `${author}: `;
      lines.push(`[${isResolved ? 'resolved comment' : 'comment'} on ${cell}] ${by}${line}\n`);
    },
  });
  yield* lines;
}

/**
 * Whether a threaded comment belongs to a resolved thread. Only the first comment of a thread is marked as resolved.
 * The first comment's id is added to `resolved`, because the replies refer to it.
 */
function isInResolved(attributes: Attributes, resolved: Set<string>): boolean {
  if (attribute(attributes, 'done') === '1') resolved.add(attribute(attributes, 'id') ?? '');
  return resolved.has(attribute(attributes, 'parentId') ?? attribute(attributes, 'id') ?? '');
}
