import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { findSite } from '../input/find-site.ts';
import { factLines } from '../output/fact-lines.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { siteArgument } from './shared/site-arguments.ts';
import { isLibrary, MOST_LISTS, siteList, visibleLists } from './shared/site-lists.ts';

const site = z.object({
  id: z.string(),
  displayName: text,
  name: text,
  description: text,
  webUrl: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
});

export const getSite = defineTool({
  name: 'get_site',
  title: 'SharePoint site',
  area: 'sharepoint',
  order: 20,
  presets: [],
  about: 'Get a SharePoint site: address, number of lists and libraries.',
  intents: [
    'what is this SharePoint site',
    'id of the site at this address',
    'how many lists does the site have',
    'when was the site created',
    'open the details of the team site',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Sites.Read.All'],
  operation: 'GET /sites/{id}',
  example: { as: 'ana.silva', args: { site: 'Project Harbor' } },
  input: { site: siteArgument() },
  async run(args, call) {
    const { id } = await findSite(args.site, call);
    const [answer, { items, isCut }] = await Promise.all([
      call.graph(read(path`/sites/${id}`, { select: Object.keys(site.shape) })),
      visibleLists(id, siteList, call),
    ]);
    const found = entityOf(answer, site);
    const libraries = items.filter(isLibrary).length;
    const facts = {
      Name: found.displayName || found.name,
      Address: found.webUrl,
      About: found.description,
      Created: minute(found.createdDateTime),
      Changed: minute(found.lastModifiedDateTime),
      Lists: String(items.length - libraries),
      Libraries: String(libraries),
      Id: found.id,
    };
    const lines = factLines(Object.entries(facts), 600);
    const cut = isCut ? `, of which only the first ${MOST_LISTS} were counted` : '';
    const note = `Times in UTC. list_lists shows the lists${cut}; list_drives shows the libraries.`;
    return { text: `${note}\n${fence(lines.join('\n'))}` };
  },
});
