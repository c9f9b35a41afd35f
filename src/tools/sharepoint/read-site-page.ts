import * as z from 'zod';

import { wholeCharacters } from '../../base/text/whole-characters.ts';
import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { findSite } from '../input/find-site.ts';
import { MAX_LINK, pastedUrl } from '../input/links/pasted-url.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { checkStart } from '../paging/check-start.ts';
import { findPage } from './shared/pages/find-page.ts';
import { canvasLayout, textOfLayout } from './shared/pages/page-text.ts';

/** Maximum length of a part, in characters; about 5,000 tokens. */
const MAX_PART = 20_000;

const page = z.object({
  title: text,
  name: text,
  webUrl: text,
  lastModifiedDateTime: text,
  canvasLayout,
});

type SitePage = z.output<typeof page>;

const facts = ['id', 'title', 'name', 'webUrl', 'lastModifiedDateTime'];

export const readSitePage = defineTool({
  name: 'read_site_page',
  title: 'Read a site page',
  area: 'sharepoint',
  order: 90,
  presets: [],
  about: 'Read a SharePoint page or news post as text.',
  intents: [
    'what does the intranet page say',
    'read the news post on the site',
    'open this SharePoint page',
    'summarise the page of the team site',
    'what is written on the home page of the site',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Sites.Read.All'],
  operation: 'GET /sites/{id}/pages/{id}/microsoft.graph.sitePage',
  example: { as: 'ana.silva', args: { page: 'Home', site: 'Project Harbor' } },
  input: {
    page: z.string().min(1).max(MAX_LINK).describe('Title, address or id.'),
    site: z.string().min(1).max(MAX_LINK).optional().describe('Omit if page is an address.'),
  },
  check: ({ page: given, site }) =>
    site === undefined && pastedUrl(given) === undefined
      ? 'give site, or the address of the page'
      : undefined,
  async run(args, call) {
    const site = await findSite(args.site ?? args.page, call);
    const { id } = await findPage(site.id, args.page, call);
    const place = path`/sites/${site.id}/pages/${id}/microsoft.graph.sitePage`;
    const { found, reason } = await readPage(place, call);
    const head = [
      `Title: ${cell(found.title || found.name || '', 400)}`,
      `Address: ${cell(found.webUrl ?? '', 1_000)}`,
      `Changed: ${minute(found.lastModifiedDateTime)} UTC`,
    ];
    const whole = textOfLayout(found.canvasLayout, found.webUrl ?? '');
    if (whole === '') {
      const why =
        reason ??
        'it has no web parts with text, for example because it is a classic page or contains only pictures';
      return {
        text: `Microsoft Graph does not return the text of this page: ${why}. Open the page in a browser.\n${fence(head.join('\n'))}`,
      };
    }
    const { from } = call.text;
    checkStart(whole, from);
    const part = wholeCharacters(whole.slice(from), MAX_PART);
    const end = from + part.length;
    const rest =
      end < whole.length
        ? `There is more: call get_next_page with this cursor:\n${await call.text.cursorFrom(end)}\n`
        : '';
    const lines = from === 0 ? [...head, '', part] : [part];
    return { text: `${rest}${fence(lines.join('\n'))}` };
  },
});

type Read = { readonly found: SitePage; readonly reason: string | undefined };

/**
 * Reads a page. Graph cannot read the layout of some pages and returns a general error, although it can read the other
 * properties of these pages.
 */
async function readPage(place: string, call: ToolCall): Promise<Read> {
  try {
    const answer = await call.graph(
      read(place, { select: [...facts, 'canvasLayout'], expand: 'canvasLayout' }),
    );
    return { found: entityOf(answer, page), reason: undefined };
  } catch (error) {
    const isLayout = error instanceof ToolError && ['graph_unwell', 'bad_request'].includes(error.code);
    if (!isLayout) throw error;
    const found = entityOf(await call.graph(read(place, { select: facts })), page);
    return { found, reason: 'it reports an error for the layout of this page' };
  }
}
