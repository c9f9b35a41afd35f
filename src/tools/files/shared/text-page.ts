import * as z from 'zod';

import { readLimited } from '../../../base/read-limited.ts';
import { ToolError } from '../../../errors.ts';
import { tooLarge, formatCount } from '../../../documents/unreadable.ts';
import { canBeText, kindOf, mailFormatError, type FileKind } from '../../../documents/document-kind.ts';
import { LARGEST_FILE } from '../../../documents/document-limits.ts';
import { HEAD_BYTES, isText, needsHead, plainPage } from '../../../documents/plain-text.ts';
import type { Content } from '../../../graph/content/content.ts';
import type { ToolCall } from '../../define.ts';
import { cell, documentText, fence, passage } from '../../output/untrusted.ts';
import { conversionError, convertedContent, isConvertible } from './text/conversion.ts';
import { uriOf } from './resource.ts';
import type { Source } from './source.ts';
import { LONGEST_NAME } from './walk-path.ts';

/** A page of a file's text. `from` and `next` are offsets; `next` is undefined on the last page. */
export type TextPage = {
  readonly text: string;
  readonly from: number;
  readonly next: number | undefined;
  /** The unit of the offsets: bytes for plain text, characters for extracted text. */
  readonly unit: 'byte' | 'character';
  /** The encoding, if it could only be guessed. */
  readonly guess?: string | undefined;
};

/** Maximum length of a page, in characters; about 5,000 tokens. */
const PAGE_CHARACTERS = 20_000;

export const offset = () =>
  z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe('From the previous page.');

const UNKNOWN_FORMAT =
  'Portico cannot extract text from files of this type. To make a document readable, save it as docx, xlsx, pptx, pdf or plain text';

/**
 * Reads a page of a file's text, starting at an offset. Throws `ToolError` if the file has no text or exceeds a limit.
 */
export async function textPage(source: Source, from: number, call: ToolCall): Promise<TextPage> {
  const page = await pageOf(source, from, call);
  if (page.text !== '' || from === 0) return page;
  throw new ToolError('bad_argument', 'The offset is beyond the end of the text.');
}

async function pageOf(source: Source, from: number, call: ToolCall): Promise<TextPage> {
  const converted = convertedContent(source);
  if (converted !== undefined) {
    const { kind, content } = converted;
    return extractPage({ ...source, content, size: undefined }, kind, { from, call }).catch(
      (error: unknown) => {
        throw conversionError(error, source.name);
      },
    );
  }
  const kind = await kindOfSource(source, call);
  if (kind === undefined) throw noText(mailFormatError(source.name, source.type) ?? UNKNOWN_FORMAT);
  return kind === 'plain' ? readPlainPage(source, from, call) : extractPage(source, kind, { from, call });
}

/**
 * Determines the kind of a file from its name and type. If both are inconclusive, a file that starts with text counts
 * as plain text.
 */
export async function kindOfSource(source: Source, call: ToolCall): Promise<FileKind | undefined> {
  const kind = kindOf(source.name, source.type);
  if (kind !== undefined || isConvertible(source.name) || !canBeText(source.name, source.type)) return kind;
  return isText(await readHead(source, call)) ? 'plain' : undefined;
}

/** Formats a page for the model, with the offset of the next page. */
export function renderTextPage(name: string, { text, from, next, unit, guess }: TextPage): string {
  const encoding =
    guess === undefined ? '' : ` The file does not declare its encoding; Portico guessed ${guess}.`;
  const begin = from === 0 ? 'From the beginning' : `From ${unit} ${from}`;
  const end = next === undefined ? ' to the end.' : `. More follows: call again with offset=${next}.`;
  return `${begin}${end}${encoding}\n${fence(`File: ${cell(name, LONGEST_NAME)}\n\n${cleanPage({ text, unit })}`)}`;
}

/** Returns the text of a page as it is shown. */
export function cleanPage({ text, unit }: Pick<TextPage, 'text' | 'unit'>): string {
  // In a plain text file, white space is content. In documents, much of the white space only separates parts.
  return unit === 'byte' ? documentText(text).trimEnd() : passage(text, Infinity);
}

/** Requests only the page's bytes, so that long files cost no more than short ones. */
async function readPlainPage(source: Source, from: number, call: ToolCall): Promise<TextPage> {
  const to = from + PAGE_CHARACTERS;
  const { bytes, size } = await call.files.read(source.content, { from, to }, async (content) => ({
    bytes: await collect(content.bytes, PAGE_CHARACTERS),
    size: content.size ?? source.size,
  }));
  const isLast = bytes.length < PAGE_CHARACTERS || (size !== undefined && to >= size);
  const head = from > 0 && needsHead(bytes) ? await readHead(source, call) : undefined;
  const { text, length, encoding } = plainPage(bytes, { isFirst: from === 0, isLast, head });
  const guess = encoding.guessed ? encoding.label : undefined;
  return { text, from, next: isLast ? undefined : from + length, unit: 'byte', guess };
}

/** Reads the beginning of a file, which is enough to determine the file's encoding. */
export function readHead(source: Source, call: ToolCall): Promise<Uint8Array> {
  return call.files.read(source.content, { from: 0, to: HEAD_BYTES }, async (content) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content.bytes) chunks.push(chunk);
    return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
  });
}

async function extractPage(
  source: Source,
  kind: FileKind,
  { from, call }: { readonly from: number; readonly call: ToolCall },
): Promise<TextPage> {
  const { files } = call;
  if ((source.size ?? 0) > LARGEST_FILE) throw tooLong();
  const load = () =>
    files.read(source.content, { from: 0 }, (content) => {
      if ((content.size ?? 0) > LARGEST_FILE) throw tooLong();
      return collect(content.bytes, LARGEST_FILE);
    });
  const { text, more } = await files.pageOf({
    kind,
    from,
    length: PAGE_CHARACTERS,
    version: versionOf(source),
    content: source.content,
    load,
  });
  if (text.trim() === '' && from === 0 && !more) {
    throw noText('The file contains no text: it is empty or consists of images, such as a scan');
  }
  return { text, from, next: more ? from + text.length : undefined, unit: 'character' };
}

/**
 * Returns the version of a source. Only files in drives can change, and a file's tag changes whenever the file changes.
 */
function versionOf({ resource, tag }: Source): string | undefined {
  return resource.kind === 'file' && tag === '' ? undefined : `${uriOf(resource)} ${tag}`;
}

/** Collects a stream of at most `most` bytes; throws `ToolError` if it is longer. */
async function collect(bytes: Content['bytes'], most: number): Promise<Uint8Array> {
  const collected = await readLimited(bytes, most);
  if (collected === undefined) throw tooLong();
  return collected;
}

function tooLong(): ToolError {
  return tooLarge(
    `The file is larger than ${formatCount(LARGEST_FILE >> 20)} MB, the limit for extracting text`,
  );
}

function noText(why: string): ToolError {
  return new ToolError('no_text', `${why}. The user can still open the file directly.`);
}
