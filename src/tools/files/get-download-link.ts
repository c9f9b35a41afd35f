import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { findItem } from './shared/find-item.ts';
import { drive, item } from './shared/item.ts';

export const getDownloadLink = defineTool({
  name: 'get_download_link',
  title: 'Download link',
  area: 'files',
  order: 40,
  presets: [],
  about: 'Get a link that downloads a file without signing in, for an hour.',
  intents: [
    'download link for this file',
    'I want to download the presentation',
    'give me the file itself',
    'how do I save this to my computer',
    'a link that works without signing in',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: { item: item(), drive: drive() },
  async run(args, call) {
    // Does not use $select, because Graph would then omit the link.
    const found = await findItem(args, call, undefined);
    const link = found.item['@microsoft.graph.downloadUrl'];
    if (!link || !/^https?:\/\/[\x21-\x7e]{1,4000}$/.test(link)) {
      throw new ToolError(
        'no_link',
        'No download link is available: folders and some types of file do not have one.',
      );
    }
    const warning =
      'Anyone with this link can download the file for about an hour: give it only to the user.';
    return { text: `${warning}\n${link}` };
  },
});
