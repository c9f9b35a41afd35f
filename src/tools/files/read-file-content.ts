import { z } from 'zod';

import { defineTool } from '../define.ts';
import { passage, fenced } from '../output/untrusted.ts';
import { drive, item } from './shared/item.ts';
import { itemSource } from './shared/source.ts';
import { textPage, type TextPage } from './shared/text-page.ts';

/** Where the text of a file is read from. */
export const offset = () =>
  z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe('As the last page says.');

/** Reads a file as text. */
export const readFileContent = defineTool({
  name: 'read_file_content',
  title: 'Read file',
  area: 'files',
  presets: ['default', 'lite'],
  about: 'Read a file of a drive as text (docx, xlsx, pptx, pdf, html, eml, csv, txt, md), page by page.',
  intents: [
    'what does this document say',
    'read the spreadsheet',
    'summarise the PDF',
    'open the file in my OneDrive',
    'show the slides as text',
    'go on reading the file',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/content',
  input: { item: item(), drive: drive(), offset: offset() },
  async run(args, call) {
    const source = await itemSource(args, call);
    return { text: shownPage(source.name, await textPage(source, args.offset, call)) };
  },
});

/** A page as the model reads it, with the way to the next one. */
export function shownPage(name: string, { text, from, next, unit }: TextPage): string {
  const begin = from === 0 ? 'From its beginning' : `From ${unit} ${from} on`;
  const end = next === undefined ? 'to its end.' : `more follows: call again with offset=${next}.`;
  return `${begin}, ${end}\n${fenced(`File: ${passage(name, 200)}\n\n${passage(text, text.length)}`)}`;
}
