import type { getDocument } from 'unpdf/pdfjs';

import { damagedFile, formatCount, tooLarge } from './unreadable.ts';
import { MOST_PAGES } from './document-limits.ts';
import { ToolError } from '../errors.ts';
import { linesOfAnnotations } from './pdf-annotations.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;
type TextItem = { readonly str: string; readonly hasEOL: boolean; readonly transform: readonly unknown[] };

const PROTECTED =
  'The text of the PDF cannot be read: it is protected by a password. Somebody who knows it can save a copy without.';

/** Text up to this size is hidden. In points, as Word's reader has it. */
const SMALLEST_POINTS = 1;

/** Returns the text of a PDF, page by page. */
export async function* textOfPdf(bytes: Uint8Array): AsyncGenerator<string> {
  const { getDocument: open } = await import('unpdf/pdfjs');
  const task = open({
    data: bytes,
    // Only the text is needed: do not draw, run or fetch anything.
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
  });
  let isReadable = false;
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES) {
      throw tooLarge(
        `The PDF has ${formatCount(document.numPages)} pages; the limit is ${formatCount(MOST_PAGES)}`,
      );
    }
    let unread = '';
    for (let number = 1; number <= document.numPages; number += 1) {
      const text = await textOfPage(document, number).catch(() => undefined);
      if (text === undefined)
        unread += `\n[page ${number} cannot be read: it is damaged. Later pages can be missing]\n`;
      else {
        yield unread + (text === '' ? '' : `\n[page ${number}]\n${text}\n`);
        unread = '';
      }
      isReadable ||= text !== undefined;
    }
    if (!isReadable) throw damagedFile();
    yield unread;
  } catch (error) {
    throw toError(error);
  } finally {
    await task.destroy();
  }
}

/** Text that is too small to be seen is left out. Form values and notes follow the text. */
async function textOfPage(document: PdfDocument, number: number): Promise<string> {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? seenText(item) : '')).join('');
  const lines = await linesOfAnnotations(page);
  page.cleanup();
  return [text.trim(), ...lines].filter((line) => line !== '').join('\n');
}

function seenText({ str, hasEOL, transform }: TextItem): string {
  const [, , across = 0, up = 0] = transform as readonly number[];
  const isTiny = Math.hypot(across, up) <= SMALLEST_POINTS;
  return (isTiny ? '' : str) + (hasEOL ? '\n' : '');
}

function toError(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return new ToolError('protected_file', PROTECTED);
  return name === 'ToolError' ? error : damagedFile(error);
}
