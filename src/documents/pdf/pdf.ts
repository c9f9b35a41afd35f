import type { getDocument } from 'unpdf/pdfjs';

import { isRecord } from '../../base/is-record.ts';
import { damagedFile, formatCount, tooLarge } from '../unreadable.ts';
import { MOST_PAGES } from '../document-limits.ts';
import { ToolError } from '../../errors.ts';
import { createCharacterMaps } from './character-maps.ts';
import { answerWithEmptyPassword } from './empty-password.ts';
import { annotationTexts } from './annotations/annotation-texts.ts';
import { drawnGlyphs, type Operations } from './drawn-glyphs.ts';
import { linesOfAnnotations } from './annotations/pdf-annotations.ts';
import { joinTexts, type PlacedText } from './join-texts.ts';
import { levelTexts } from './level-texts.ts';
import { linesOfPictures } from './pdf-pictures.ts';
import { remarksOn } from './pdf-remarks.ts';
import { withPdfSymbols } from './pdf-symbols.ts';
import { seenTexts } from './seen-text.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;
type Layers = Awaited<ReturnType<PdfDocument['getOptionalContentConfig']>>;

type PdfText = PlacedText & { readonly fontName: string };

/** A document, its layers, and the names of pdf.js's drawing operations. */
type Reading = {
  readonly document: PdfDocument;
  readonly layers: Layers;
  readonly operationNames: ReadonlyMap<number, string>;
  /** Replaces ligatures and similar characters with ordinary characters. */
  readonly normalise: (text: string) => string;
};

const PROTECTED =
  'The text of the PDF cannot be read: it is protected by a password. Somebody who knows the password can save a copy without it.';

/** Values of pdf.js's `AnnotationMode`. */
const [NO_ANNOTATIONS, WITH_ANNOTATIONS] = [0, 1];

/** Returns the text of a PDF after the first `skipped` pages, one piece for each page. */
export async function* textOfPdf(bytes: Uint8Array, skipped = 0): AsyncGenerator<string> {
  addTransfer();
  const { getDocument: open, normalizeUnicode: normalise, OPS } = await import('unpdf/pdfjs');
  const task = open({
    data: bytes,
    // Only the text is needed: do not draw, run or fetch anything.
    isEvalSupported: false,
    // Do not prepare font outlines or substitute fonts.
    disableFontFace: false,
    useSystemFonts: true,
    useWorkerFetch: false,
    enableXfa: false,
    // Pictures are not decoded.
    maxImageSize: 0,
    BinaryDataFactory: createCharacterMaps(),
    cMapUrl: 'maps/',
    cMapPacked: true,
    verbosity: 0,
  });
  task.onPassword = answerWithEmptyPassword;
  let isReadable = skipped > 0;
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES) {
      throw tooLarge(
        `The PDF has ${formatCount(document.numPages)} pages; the limit is ${formatCount(MOST_PAGES)}`,
      );
    }
    const layers = await document.getOptionalContentConfig();
    const operationNames = new Map(Object.entries(OPS).map(([name, operation]) => [operation, name]));
    const reading = { document, layers, operationNames, normalise };
    let remarks = skipped === 0 ? await remarksOn(document) : '';
    let unread = '';
    for (let number = skipped + 1; number <= document.numPages; number += 1) {
      const text = await textOfPage(reading, number).catch(() => undefined);
      isReadable ||= text !== undefined;
      if (text === undefined)
        unread += `\n[page ${number} cannot be read: it is damaged. Later pages may be missing]\n`;
      const shown = text ? `\n${remarks}[page ${number}]\n${text}\n` : '';
      yield isReadable ? unread + shown : '';
      if (isReadable) unread = '';
      if (text) remarks = '';
    }
    if (!isReadable) throw damagedFile();
  } catch (error) {
    throw toError(error);
  } finally {
    await task.destroy();
  }
}

/** Returns the visible text of a page, followed by the pictures' alt text, links, form values and notes. */
async function textOfPage(reading: Reading, number: number): Promise<string> {
  const page = await reading.document.getPage(number);
  const { items } = await page.getTextContent({ disableNormalization: true });
  const pieces = items.filter((item): item is typeof item & PdfText => 'str' in item);
  const glyphs = drawnGlyphs(await operationsOf(reading, page, NO_ANNOTATIONS));
  const seen = seenTexts(
    pieces.map(({ str }) => str),
    glyphs,
  );
  const shown = pieces.map((piece, index) => ({
    ...piece,
    str: withPdfSymbols(seen[index] ?? '', nameOfFont(page, piece.fontName)),
  }));
  // Spaces at the beginning of the first line are kept, because they can stand for an empty cell.
  const text = reading
    .normalise(joinTexts(levelTexts(shown)))
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
  const drawn = async () =>
    annotationTexts({ ...(await operationsOf(reading, page, WITH_ANNOTATIONS)), view: page.view });
  const lines = [...(await linesOfPictures(page)), ...(await linesOfAnnotations(page, text, drawn))];
  page.cleanup();
  return [text, ...lines].filter((line) => line !== '').join('\n');
}

/** Returns the name of a font in the PDF. The fonts are known only after the drawing operations have been read. */
function nameOfFont({ commonObjs }: PdfPage, id: string): string {
  const font: unknown = commonObjs.has(id) ? commonObjs.get(id) : undefined;
  return isRecord(font) && typeof font['name'] === 'string' ? font['name'] : '';
}

async function operationsOf(
  { layers, operationNames }: Reading,
  page: PdfPage,
  annotationMode: number,
): Promise<Operations> {
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode });
  return { fnArray, argsArray, names: operationNames, isLayerShown: (group) => layers.isVisible(group) };
}

/** Adds a method of `ArrayBuffer` that pdf.js needs and Node 20 does not have. */
function addTransfer(): void {
  const buffer = ArrayBuffer.prototype as { transferToFixedLength?: (length?: number) => ArrayBuffer };
  buffer.transferToFixedLength ??= function copy(this: ArrayBuffer, length?: number) {
    return this.slice(0, length);
  };
}

function toError(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return new ToolError('protected_file', PROTECTED);
  return name === 'ToolError' ? error : damagedFile(error);
}
