import { strFromU8, unzipSync } from 'fflate';

import type { DriveItem } from '../../../tenant/drive.ts';

/** Maximum size of a file's indexed text, in bytes. Graph's index also covers only the beginning of a long file. */
const MAX_TEXT = 20_000;

/** The parts of Office files that contain text. */
const textParts =
  /^(?:word\/document|xl\/sharedStrings|xl\/worksheets\/sheet\d+|ppt\/slides\/slide\d+)\.xml$/;

const texts = new WeakMap<Buffer, string>();

/**
 * Returns the text that the search index contains for a file: the text in the parts of an Office file, or the content
 * of any other file.
 */
export function indexedTextOf({ name, $content }: DriveItem): string {
  if ($content === undefined) return '';
  const known = texts.get($content);
  if (known !== undefined) return known;
  const text = /\.(?:docx|xlsx|pptx)$/i.test(name)
    ? textOfOffice($content)
    : $content.toString('utf8', 0, MAX_TEXT);
  texts.set($content, text);
  return text;
}

function textOfOffice(content: Buffer): string {
  try {
    const parts = unzipSync(content, { filter: ({ name }) => textParts.test(name) });
    const all = Object.values(parts)
      .map((part) => strFromU8(part))
      .join(' ');
    // A word can be split across runs, but not across paragraphs or cells.
    return all
      .replaceAll(/<\/(?:w:p|a:p|si|c)>/g, ' ')
      .replaceAll(/<[^>]*>/g, '')
      .slice(0, MAX_TEXT);
  } catch {
    return '';
  }
}
