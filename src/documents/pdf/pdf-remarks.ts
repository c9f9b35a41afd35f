import type { getDocument } from 'unpdf/pdfjs';

import { isRecord } from '../../base/is-record.ts';
import { oneLine } from '../one-line.ts';

type PdfDocument = Awaited<ReturnType<typeof getDocument>['promise']>;

/** Maximum number of embedded files to name, and maximum length of a name in characters. */
const MOST_FILES = 100;
const LONGEST_NAME = 200;

/**
 * Returns remarks about content that is not on the pages of a PDF: an XFA form (ISO 32000-1, section 12.7.8), and
 * embedded files (section 7.11.4). The content of a portfolio or an electronic invoice may be in embedded files.
 */
export async function remarksOn(document: PdfDocument): Promise<string> {
  return (await xfaRemark(document)) + (await filesRemark(document));
}

/**
 * Returns a remark if the PDF is a dynamic XFA form. Such a form has no fields that can be read, and its pages contain
 * only a request to open the form in another program.
 */
async function xfaRemark(document: PdfDocument): Promise<string> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const facts = info as Readonly<Record<string, unknown>>;
  if (facts['IsXFAPresent'] !== true || facts['IsAcroFormPresent'] === true) return '';
  return '[The content of this PDF is an XFA form, which cannot be read. Somebody can open it in Adobe Acrobat and print it to another PDF]\n';
}

async function filesRemark(document: PdfDocument): Promise<string> {
  const files = Object.values((await document.getAttachments().catch(() => null)) ?? {});
  const names = files.slice(0, MOST_FILES).map(nameOf);
  if (names.length === 0) return '';
  const more = files.length > MOST_FILES ? ` and ${files.length - MOST_FILES} more` : '';
  return `[files embedded in this PDF, which are not read: ${names.join(', ')}${more}]\n`;
}

function nameOf(file: unknown): string {
  const name = isRecord(file) && typeof file['filename'] === 'string' ? oneLine(file['filename']) : '';
  return name === '' ? '-' : name.slice(0, LONGEST_NAME);
}
