import { ToolError } from '../errors.ts';
import { decodeDeclared } from './encoding/declared-encoding.ts';
import { declaredEncoding, decodeText } from './encoding/decode-text.ts';
import { damagedFile } from './unreadable.ts';
import type { FileKind } from './document-kind.ts';
import { isOleFile, oleFileError } from './office/ole-file.ts';
import { textOfExcel, textOfPowerPoint, textOfWord } from './office/embedded-files.ts';
import { unfolded } from './cards/content-lines.ts';
import { textOfIcs } from './cards/ics.ts';
import { textOfVcf } from './cards/vcf.ts';
import { readEml } from './mail/eml.ts';
import { textOfMail, type Mail, type MailReading } from './mail/mail-text.ts';
import { readMsg } from './mail/msg.ts';
import { noNesting, type Nesting } from './nested-file.ts';
import { textOfPdf } from './pdf/pdf.ts';
import { readAhead, sliceText, type ReadAhead, type SliceRange, type TextSlice } from './text-slice.ts';

/** A file and the range of its text to return. */
export type TextJob = SliceRange & {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly ahead?: ReadAhead;
};

/** `textOfHtml` returns the visible text of an HTML document. */
export type TextDependencies = { readonly textOfHtml: (html: string) => string };

/**
 * Extracts a range of a file's text. Throws `ToolError` if the file is damaged, protected or exceeds a limit.
 * Extraction can use a lot of time and memory, so `createTextReader` runs this function in a thread with limits.
 */
export async function textOfFile(job: TextJob, dependencies: TextDependencies): Promise<TextSlice> {
  try {
    const { ahead } = job;
    if (ahead === undefined) return await sliceText(piecesOf(job, dependencies), job);
    // Only a PDF can be read from any page; everything else is read from its beginning.
    if (job.kind === 'pdf')
      return await readAhead(textOfPdf(job.bytes, ahead.begin.pieces), job, ahead, Date.now);
    const begin = { at: 0, pieces: 0 };
    return await readAhead(piecesOf(job, dependencies), job, { ...ahead, begin }, Date.now);
  } catch (error) {
    throw error instanceof ToolError ? error : damagedFile(error);
  }
}

function piecesOf(
  { kind, bytes }: Pick<TextJob, 'kind' | 'bytes'>,
  dependencies: TextDependencies,
  nesting: Nesting = noNesting(),
): Iterable<string> | AsyncIterable<string> {
  const { textOfHtml } = dependencies;
  const open = (inner: FileKind, content: Uint8Array, within: Nesting) =>
    piecesOf({ kind: inner, bytes: content }, dependencies, within);
  const reading = { textOfHtml, open, nesting };
  if (isOffice(kind) && isOleFile(bytes)) throw oleFileError(bytes);
  switch (kind) {
    case 'docx':
      return textOfWord(bytes, reading);
    case 'xlsx':
      return textOfExcel(bytes, reading);
    case 'pptx':
      return textOfPowerPoint(bytes, reading);
    case 'pdf':
      return textOfPdf(bytes);
    case 'eml':
      return textOfReadMail(readEml(bytes), reading);
    case 'msg':
      return textOfReadMail(readMsg(bytes), reading);
    case 'ics':
      return textOfIcs(decodeText(unfolded(bytes)));
    case 'vcf':
      return textOfVcf(decodeText(unfolded(bytes)));
    case 'html':
      return textOfPage(bytes, textOfHtml);
    default:
      return textOfPlain(bytes);
  }
}

function* textOfPlain(bytes: Uint8Array): Generator<string> {
  const { text, remark } = decodeDeclared(bytes, undefined);
  if (remark !== '') yield `${remark}\n`;
  yield text;
}

function* textOfPage(bytes: Uint8Array, textOfHtml: TextDependencies['textOfHtml']): Generator<string> {
  const { text, remark } = decodeDeclared(bytes, declaredEncoding(bytes));
  if (remark !== '') yield `${remark}\n`;
  yield textOfHtml(text);
}

async function* textOfReadMail(mail: Promise<Mail>, reading: MailReading): AsyncGenerator<string> {
  yield* textOfMail(await mail, reading);
}

function isOffice(kind: FileKind): boolean {
  return kind === 'docx' || kind === 'xlsx' || kind === 'pptx';
}
