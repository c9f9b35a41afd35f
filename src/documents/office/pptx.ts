import { formatCount, tooLarge } from '../unreadable.ts';
import { MOST_PAGES } from '../document-limits.ts';
import { createPartReader } from './damaged-parts.ts';
import { textOfGraphics } from './drawing/drawing.ts';
import { createEmbeddedObjects, type EmbeddedFile } from './embedded-objects.ts';
import { mainPart, openPackage, relatedPart, type Package } from './office-package.ts';
import { paragraphsOf } from './paragraph/paragraphs.ts';
import { noLooks, type Looks } from './paragraph/reading.ts';
import { sharedTextOf } from './slide/shared-text.ts';
import { commentsOn, readCommentAuthors } from './slide/slide-comments.ts';
import { createModelReader, unseenTextOf, type Unseen } from './slide/unseen-text.ts';
import { attribute, readAllXml, relationOf, rootAttributes, type Attributes } from './xml.ts';

/**
 * Returns the text of a presentation (ECMA-376, part 1, section 19): slides in order, with notes and comments. Hidden
 * slides, and text in the same colour as its background, are left out but counted. Finally returns the embedded files.
 */
export function* textOfPptx(bytes: Uint8Array): Generator<string, readonly EmbeddedFile[]> {
  const file = openPackage(bytes);
  const relations = file.relations(file.main);
  const slides = readSlideIds(mainPart(file, 'presentation')).map((id) => relations.get(id)?.target ?? '');
  if (slides.length > MOST_PAGES) {
    throw tooLarge(
      `The presentation has ${formatCount(slides.length)} slides; the limit is ${formatCount(MOST_PAGES)}`,
    );
  }
  let hidden = 0;
  const modelsOf = createModelReader(file);
  const findUnseen = unseenTextOf(file, modelsOf);
  const sharedText = sharedTextOf(file, modelsOf);
  const parts = createPartReader();
  const authors = readCommentAuthors(file);
  const objects = createEmbeddedObjects(file);
  for (const [index, name] of slides.entries()) {
    const slide = file.part(name);
    if (slide === undefined) {
      yield `\n## Slide ${index + 1}\n[This slide cannot be read, because the file does not contain it]\n`;
      continue;
    }
    const root = rootAttributes(slide);
    if (isHidden(root)) {
      hidden += 1;
      continue;
    }
    yield `\n## Slide ${index + 1}\n`;
    const looks: Looks = {
      ...noLooks,
      addresses: file.addresses(name),
      markOfObject: (relation) => objects.markOf(name, relation),
      showsFields: true,
    };
    yield* parts.read(
      'this slide',
      textOfSlide(slide, looks, () => findUnseen(name, slide)),
    );
    yield* parts.read('the text of its layout', sharedText(name, root));
    yield* parts.read('a chart or diagram', textOfGraphics(file, name, slide));
    yield* parts.read('notes', notesOf(file, name));
    yield* parts.read('comments', commentsOn(file, name, authors));
  }
  if (hidden > 0) yield `\n[hidden slides left out: ${hidden}]\n`;
  if (objects.files.length === 0) parts.checkText();
  return objects.files;
}

function* textOfSlide(slide: string, looks: Looks, findUnseen: () => Unseen): Generator<string> {
  const unseen = findUnseen();
  yield* paragraphsOf(slide, { ...looks, unseenRuns: unseen.runs });
  if (unseen.texts > 0)
    yield `[texts left out because they have the same colour as their background: ${unseen.texts}]\n`;
}

function* notesOf(file: Package, name: string): Generator<string> {
  const notes = [...paragraphsOf(relatedPart(file, name, 'notesSlide') ?? '<none/>')].join('').trim();
  if (notes !== '') yield `[notes] ${notes}\n`;
}

/**
 * Returns the relationship ids of the slides. The list of sections also contains `sldId` elements, but these have no
 * relationship ids.
 */
function readSlideIds(presentation: string): string[] {
  const ids: string[] = [];
  readAllXml(presentation, {
    open: (name, attributes) => {
      const relation = name === 'sldId' ? relationOf(attributes) : undefined;
      if (relation !== undefined) ids.push(relation);
    },
  });
  return ids;
}

function isHidden(slide: Attributes): boolean {
  return ['0', 'false'].includes(attribute(slide, 'show') ?? '');
}
