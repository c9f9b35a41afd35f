import { damagedFile, formatCount, protectedFile, tooLarge } from './unreadable.ts';
import { MOST_PAGES } from './document-limits.ts';

/** Returns the text of a PDF, page by page. */
export async function* textOfPdf(bytes: Uint8Array): AsyncGenerator<string> {
  const { getDocument } = await import('unpdf/pdfjs');
  const task = getDocument({
    data: bytes,
    // Only the text is needed: do not draw, run or fetch anything.
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    if (document.numPages > MOST_PAGES) {
      throw tooLarge(
        `The PDF has ${formatCount(document.numPages)} pages; the limit is ${formatCount(MOST_PAGES)}`,
      );
    }
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      if (text.trim() !== '') yield `\n[page ${number}]\n${text.trim()}\n`;
      page.cleanup();
    }
  } catch (error) {
    throw toError(error);
  } finally {
    await task.destroy();
  }
}

function toError(error: unknown): unknown {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return protectedFile();
  return name === 'ToolError' ? error : damagedFile(error);
}
