import type { getDocument } from 'unpdf/pdfjs';

import { linesOfLinks, type PdfLink } from './pdf-links.ts';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;

/** Maximum number of form fields, notes and links to show for one page. */
const MOST_ANNOTATIONS = 1_000;
/** The flags Hidden and NoView (ISO 32000-1, table 165). */
const UNSEEN = 2 | 32;

/** The properties of a pdf.js annotation that this module reads. */
type Annotation = PdfLink & {
  readonly id?: string;
  readonly subtype?: string;
  readonly annotationFlags?: number;
  readonly fieldType?: string | null;
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly password?: boolean;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly exportValue?: string;
  readonly buttonValue?: string | null;
  readonly options?: readonly Option[];
  readonly hasAppearance?: boolean;
  readonly contentsObj?: { readonly str?: string };
};

/** An entry of a list in a form: the value that the file stores and the text that a reader sees. */
type Option = { readonly exportValue: string; readonly displayValue: string };

/**
 * Returns one line for each link, filled form field, signature, stamp and note on a page. Leaves out hidden annotations
 * and passwords.
 * `seen`: the page's visible text.
 * `drawnTexts`: returns the text that each annotation on the page draws, by annotation id.
 */
export async function linesOfAnnotations(
  page: PdfPage,
  seen: string,
  drawnTexts: () => Promise<ReadonlyMap<string, string>>,
): Promise<string[]> {
  const annotations = (await page.getAnnotations()) as readonly Annotation[];
  const visible = annotations
    .slice(0, MOST_ANNOTATIONS)
    .filter(({ annotationFlags = 0 }) => (annotationFlags & UNSEEN) === 0);
  const links = linesOfLinks(
    visible.filter(({ subtype }) => subtype === 'Link'),
    seen,
  );
  const drawn = visible.some(isOnlyDrawn) ? await drawnTexts() : new Map<string, string>();
  const lines = visible
    .flatMap((annotation) => [
      isOnlyDrawn(annotation) ? lineOfDrawn(annotation, drawn.get(annotation.id ?? '') ?? '') : '',
      annotation.subtype === 'Widget' ? lineOfField(annotation) : lineOfNote(annotation),
    ])
    .filter((line) => line !== '');
  const left = annotations.length - MOST_ANNOTATIONS;
  return [...links, ...lines, ...(left > 0 ? [`[more form fields, notes and links left out: ${left}]`] : [])];
}

/** Whether an annotation's text exists only as a drawing, as for a stamp or the visible mark of a digital signature. */
function isOnlyDrawn({ subtype, fieldType, hasAppearance }: Annotation): boolean {
  return hasAppearance === true && (subtype === 'Stamp' || fieldType === 'Sig');
}

/** Marks the text of a stamp or signature. The text is only what the document shows: a signature is not verified. */
function lineOfDrawn({ subtype }: Annotation, text: string): string {
  if (text === '') return '';
  return subtype === 'Stamp' ? `[stamp] ${text}` : `[signature, not verified] ${text}`;
}

function lineOfField(field: Annotation): string {
  const name = field.alternativeText || field.fieldName || 'field';
  const value = field.password === true ? '' : valueOf(field);
  return value === '' ? '' : `[form field] ${name}: ${value}`;
}

function valueOf({ fieldType, fieldValue, ...field }: Annotation): string {
  if (fieldType === 'Btn') {
    const own =
      field.radioButton === true ? field.buttonValue : field.checkBox === true ? field.exportValue : null;
    if (typeof fieldValue !== 'string' || typeof own !== 'string' || fieldValue !== own) return '';
    return field.radioButton === true ? own : 'checked';
  }
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return '';
  const values: unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  // Readers see the display texts of a list, not its values.
  const shown = new Map((field.options ?? []).map((option) => [option.exportValue, option.displayValue]));
  const texts = values.filter((value) => typeof value === 'string').map((value) => shown.get(value) ?? value);
  return withLineFeeds(texts.join(', '));
}

/** Converts carriage returns to line feeds. In PDFs, the lines of fields and notes often end with carriage returns. */
function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').trim();
}

function lineOfNote({ subtype, contentsObj }: Annotation): string {
  const text = withLineFeeds(contentsObj?.str ?? '');
  return text === '' || subtype === 'Link' || subtype === 'Popup' ? '' : `[note] ${text}`;
}
