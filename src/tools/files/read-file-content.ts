import { defineTool } from '../define.ts';
import { drive, item } from './shared/item.ts';
import { itemSource } from './shared/source.ts';
import { offset, renderTextPage, textPage } from './shared/text-page.ts';

export const readFileContent = defineTool({
  name: 'read_file_content',
  title: 'Read file',
  area: 'files',
  order: 30,
  presets: ['default', 'lite'],
  about:
    'Read a document to summarise or quote it; returns its text (Word docx, xlsx, pptx, pdf, html, eml, csv, txt, md).',
  intents: [
    'what does this document say',
    'read the spreadsheet',
    'summarise the PDF',
    'open the file in my OneDrive',
    'show the slides as text',
    'read the next page of the file',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}/content',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: { item: item(), drive: drive(), offset: offset() },
  async run(args, call) {
    const source = await itemSource(args, call);
    return { text: renderTextPage(source.name, await textPage(source, args.offset, call)) };
  },
});
