import { path } from '../../graph/request/graph-path.ts';
import { findSite } from '../input/find-site.ts';
import { localTimes, mailboxZone } from '../input/mailbox-zone.ts';
import { listTool } from '../list-tool.ts';
import { facet, identitySet, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { minute, words } from '../output/words.ts';
import { siteArgument } from './shared/site-arguments.ts';

const page = rowOf({
  title: text,
  name: text,
  webUrl: text,
  description: text,
  lastModifiedDateTime: text,
  lastModifiedBy: identitySet,
  promotionKind: text,
  publishingState: facet({ level: text }),
});

export const listSitePages = listTool({
  name: 'list_site_pages',
  title: 'Site pages',
  area: 'sharepoint',
  order: 80,
  presets: [],
  about: 'List the pages and news of a SharePoint site.',
  intents: [
    'which pages does the site have',
    'latest news on the intranet',
    'news posts of the team site',
    'wiki pages in SharePoint',
    'pages of the SharePoint site',
  ],
  openWorld: true,
  scopes: ['Sites.Read.All'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /sites/{id}/pages/microsoft.graph.sitePage',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { site: 'Project Harbor' } },
  maxTop: 100,
  budget: { withIds: 2_600, withoutIds: 1_700 },
  input: { site: siteArgument() },
  row: page,
  columns: [
    page.column('title', ['title', 'name'], ({ title, name }) => title || name),
    page.column('kind', ['promotionKind', 'publishingState'], ({ promotionKind, publishingState }) =>
      words(
        promotionKind === 'newsPost' ? 'news' : 'page',
        publishingState?.level !== 'published' && publishingState?.level,
      ),
    ),
    page.column('changed', ['lastModifiedDateTime'], ({ lastModifiedDateTime }) =>
      minute(lastModifiedDateTime),
    ),
    page.column('by', ['lastModifiedBy'], ({ lastModifiedBy }) => lastModifiedBy?.user?.displayName),
    page.column('about', ['description'], ({ description }) => description),
  ],
  async request({ site }, call) {
    const [{ id, name }, zone] = await Promise.all([findSite(site, call), mailboxZone(undefined, call)]);
    const local = localTimes(zone);
    return {
      path: path`/sites/${id}/pages/microsoft.graph.sitePage`,
      what: `pages${name === id ? '' : ` of ${name}`}, times in ${zone.shown}`,
      adapt: (row) => ({ ...row, lastModifiedDateTime: local(row.lastModifiedDateTime ?? '') }),
    };
  },
});
