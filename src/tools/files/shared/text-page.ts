import { z } from 'zod';

import { ToolError } from '../../../errors.ts';
import { tooLarge, formatCount } from '../../../documents/unreadable.ts';
import { kindOf, type FileKind } from '../../../documents/document-kind.ts';
import { LARGEST_FILE } from '../../../documents/document-limits.ts';
import { plainPage } from '../../../documents/plain-text.ts';
import type { Content } from '../../../graph/content/content.ts';
import type { ToolCall } from '../../define.ts';
import { fenced, passage } from '../../output/untrusted.ts';
import type { Source } from './source.ts';

/** A page of the text of a file: where it begins, and where the next one does; undefined behind the last. */
export type TextPage = {
  readonly text: string;
  readonly from: number;
  readonly next: number | undefined;
  /** What offsets count: bytes of text as it is, else characters of the text that was taken out. */
  readonly unit: 'byte' | 'character';
};

/** About 5,000 tokens. */
const PAGE_CHARACTERS = 20_000;

/** Where the text of a file is read from. */
export const offset = () =>
  z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe('As the last page says.');

/** Reads the text of a file from an offset on. Throws `ToolError` for what has no text or is beyond the limits. */
export async function textPage(source: Source, from: number, call: ToolCall): Promise<TextPage> {
  const kind = kindOf(source.name, source.type);
  if (kind === undefined) throw noText('No text can be taken out of files of this kind');
  const page = await (kind === 'plain'
    ? pageAsItIs(source, from, call)
    : pageTakenOut(source, kind, { from, call }));
  if (page.text !== '' || from === 0) return page;
  throw new ToolError('bad_argument', 'The offset lies behind the end of the text.');
}

/** A page as the model reads it, with the way to the next one. */
export function renderTextPage(name: string, { text, from, next, unit }: TextPage): string {
  const begin = from === 0 ? 'From its beginning' : `From ${unit} ${from} on`;
  const end = next === undefined ? 'to its end.' : `more follows: call again with offset=${next}.`;
  return `${begin}, ${end}\n${fenced(`File: ${passage(name, 200)}\n\n${passage(text, text.length)}`)}`;
}

/** Only the bytes of the page travel, however long the file is. */
async function pageAsItIs(source: Source, from: number, call: ToolCall): Promise<TextPage> {
  const to = from + PAGE_CHARACTERS;
  const { bytes, size } = await call.files.read(source.content, { from, to }, async (content) => ({
    bytes: await gathered(content.bytes, PAGE_CHARACTERS),
    size: content.size ?? source.size,
  }));
  const isLast = bytes.length < PAGE_CHARACTERS || (size !== undefined && to >= size);
  const { text, length } = plainPage(bytes, { isFirst: from === 0, isLast });
  return { text, from, next: isLast ? undefined : from + length, unit: 'byte' };
}

async function pageTakenOut(
  source: Source,
  kind: FileKind,
  { from, call }: { readonly from: number; readonly call: ToolCall },
): Promise<TextPage> {
  const { files } = call;
  if ((source.size ?? 0) > LARGEST_FILE) throw tooLong();
  const bytes = await files.read(source.content, { from: 0 }, (content) => {
    if ((content.size ?? 0) > LARGEST_FILE) throw tooLong();
    return gathered(content.bytes, LARGEST_FILE);
  });
  const { text, more } = await files.textOf({ kind, bytes, from, length: PAGE_CHARACTERS });
  if (text.trim() === '' && from === 0 && !more) {
    throw noText('The file holds no text: it is empty, or made of pictures, as scans are');
  }
  return { text, from, next: more ? from + text.length : undefined, unit: 'character' };
}

/** Content that may be at most so long. */
async function gathered(bytes: Content['bytes'], most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLong(): ToolError {
  return tooLarge(
    `The file is larger than the ${formatCount(LARGEST_FILE >> 20)} MB that are read for their text`,
  );
}

function noText(why: string): ToolError {
  return new ToolError('no_text', `${why}. A person can open the file itself.`);
}
