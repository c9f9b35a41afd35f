import * as z from 'zod';

import { read } from '../../graph/request/read.ts';
import { allItems } from '../paging/all-items.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { text } from '../output/graph-schema.ts';
import { idColumn } from '../output/row.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';

const site = z.object({ id: z.string(), displayName: text, name: text, description: text, webUrl: text });

type Site = z.output<typeof site>;

const select = Object.keys(site.shape);

const MOST_SITES = 100;
/** Maximum length of an address, in characters; real addresses are shorter. */
const MAX_ADDRESS = 300;

const column = textColumn<Site>;

export const searchSites = defineTool({
  name: 'search_sites',
  title: 'Find sites',
  area: 'sharepoint',
  order: 10,
  presets: [],
  about: 'Find SharePoint sites by words, or list those I follow.',
  intents: [
    'find the intranet site of the project',
    'which SharePoint sites do I follow',
    'address of the team site',
    'where is the SharePoint of the sales team',
    'all sites that I can open',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Sites.Read.All'],
  operation: 'GET /sites',
  example: { as: 'ana.silva', args: { query: 'Harbor' } },
  input: { query: z.string().min(1).max(200).optional().describe('Words.') },
  async run({ query }, call) {
    if (query !== undefined) return render(`sites with "${cell(query, 200)}"`, await searched(query, call));
    const followed = await allItems(call, read('/me/followedSites', { select }), site, MOST_SITES);
    if (followed.items.length > 0) return render('sites that you follow', followed);
    return render('sites that you can open (you follow none)', await searched('*', call));
  },
});

type Sites = { readonly items: readonly Site[]; readonly isCut: boolean };

async function searched(words: string, call: ToolCall): Promise<Sites> {
  return allItems(call, read('/sites', { select }, { parameters: { search: words } }), site, MOST_SITES);
}

function render(what: string, { items, isCut }: Sites) {
  return renderTable({
    what,
    columns: [
      column('name', ({ displayName, name }) => displayName || name || ''),
      column('address', ({ webUrl }) => webUrl ?? '', MAX_ADDRESS),
      column('about', ({ description }) => description ?? ''),
      idColumn,
    ],
    rows: items.slice(0, MOST_SITES),
    follows: isCut
      ? `More sites match; only the first ${MOST_SITES} are shown. Add words to narrow the search.`
      : 'That is all.',
  });
}
