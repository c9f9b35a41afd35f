import { isStoredAsText, kindOf } from '../../../../documents/document-kind.ts';
import { decodeText, encodingOf } from '../../../../documents/encoding/decode-text.ts';
import { HEAD_BYTES, isText } from '../../../../documents/plain-text.ts';
import { readLimited } from '../../../../base/read-limited.ts';
import { ToolError } from '../../../../errors.ts';
import { read } from '../../../../graph/request/read.ts';
import { changeCurrent } from '../../../changes/change-current.ts';
import type { ToolCall } from '../../../define.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { formatBytes } from '../describe-item.ts';
import { driveItem, type DriveItem } from '../drive-item.ts';
import { findItem, type Found } from '../find-item.ts';
import { pathOfItem, type ItemArgs } from '../item.ts';
import { unlessMissing } from '../../../unless-missing.ts';

/** Maximum size of the file, in bytes. Larger files cannot be stored in one request. */
const MAX_FILE = 4 * 1024 * 1024;

/**
 * Appends text to a text file. Returns undefined if the file does not exist. Starts again if the file changes in the
 * meantime.
 */
export async function appendText(
  args: ItemArgs,
  text: string,
  call: ToolCall,
): Promise<DriveItem | undefined> {
  const find = () => findFile(args, call);
  return changeCurrent(await find(), find, async (found) => found && storeWith(found, text, call));
}

function findFile(args: ItemArgs, call: ToolCall): Promise<Found | undefined> {
  return findItem(args, call, ['name', 'size', 'file', 'eTag']).catch(unlessMissing);
}

async function storeWith({ item, place }: Found, text: string, call: ToolCall): Promise<DriveItem> {
  const { name, file, size, eTag } = item;
  if (!file) throw new ToolError('is_folder', 'This is a folder. Text can only be appended to a file.');
  if ((size ?? 0) + text.length > MAX_FILE) throw tooLarge(`is ${formatBytes(size ?? 0)}`);
  if (!isStoredAsText(kindOf(name ?? '', file.mimeType ?? ''))) throw notText();
  const bytes = await contentAt(place, call);
  // The reported size can be missing or outdated. Storing the part that was read would delete the rest of the file.
  if (bytes === undefined) throw tooLarge('is larger');
  if (bytes.length > 0 && !isText(bytes.subarray(0, HEAD_BYTES))) throw notText();
  const answer = await call.graph({
    method: 'PUT',
    path: pathOfItem(place, 'content'),
    headers: { 'content-type': 'application/octet-stream', ...(eTag && { 'if-match': eTag }) },
    body: Buffer.concat([bytes, addition(bytes, text)]),
    repeat: 'never',
    verify: 'Read the end of the file before you append the text again.',
  });
  return entityOf(answer, driveItem);
}

/** Returns undefined if the file is larger than `MAX_FILE`. */
function contentAt(place: ItemArgs, call: ToolCall): Promise<Buffer | undefined> {
  const span = { from: 0, to: MAX_FILE + 1 };
  return call.files.read(read(pathOfItem(place, 'content')), span, ({ bytes }) =>
    readLimited(bytes, MAX_FILE),
  );
}

/** Encodes the text in the same way as the file, and starts it on a new line. */
function addition(bytes: Buffer, text: string): Buffer {
  const { label } = encodingOf(bytes);
  const present = decodeText(bytes);
  const lineBreak = present.includes('\r\n') ? '\r\n' : '\n';
  const added = `${present === '' || present.endsWith('\n') ? '' : lineBreak}${text}`;
  if (label === 'utf-16le') return Buffer.from(added, 'utf16le');
  if (label === 'utf-16be') return Buffer.from(added, 'utf16le').swap16();
  // Apart from UTF-16, all supported encodings encode ASCII text in the same way as UTF-8.
  if (label === 'utf-8' || !/[^\p{ASCII}]/u.test(added)) return Buffer.from(added);
  throw new ToolError(
    'unsupported',
    `The file is encoded as ${label}, which cannot represent this text. Upload the whole file as base64 instead.`,
  );
}

function tooLarge(fact: string): ToolError {
  return new ToolError(
    'too_large',
    `Text can be appended to files of up to ${formatBytes(MAX_FILE)}; this file ${fact}. Nothing was changed.`,
  );
}

function notText(): ToolError {
  return new ToolError(
    'unsupported',
    'Text can only be appended to a plain text file such as .md, .txt or .csv. Nothing was changed.',
  );
}
