import * as z from 'zod';

import { groupBy } from '../../base/lists/group-by.ts';
import { localTime } from '../../base/zones/time-zones.ts';
import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall, type ToolResult } from '../define.ts';
import { ids } from '../input/common-input.ts';
import { findSite } from '../input/find-site.ts';
import { keywordProblem } from '../input/keyword-problem.ts';
import { MAX_LINK, pastedUrl } from '../input/links/pasted-url.ts';
import { sharedPath } from '../input/links/shared-path.ts';
import { shownOn } from '../input/links/shown-page.ts';
import { mailboxZone, type MailboxZone } from '../input/mailbox-zone.ts';
import { searchedPerson, withOwnNames } from '../input/people/own-names.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';
import { fewerWords } from './shared/fewer-words.ts';
import { shareOut, type Outcome } from './shared/share-out.ts';
import type { Hit } from './shared/search-hit.ts';
import { placeNames, places } from './shared/search-places.ts';
import { searchPlace } from './shared/search-place.ts';

const MOST_ROWS = 50;

const column = textColumn<Hit>;

export const searchM365 = defineTool({
  name: 'search_m365',
  title: 'Search everywhere',
  area: 'search',
  order: 10,
  presets: ['default', 'lite'],
  about: 'Search all of Microsoft 365: files, mail, events, chats, people, sites, lists.',
  intents: [
    'find everything about the harbour project',
    'where did somebody mention the contract',
    'search all of Microsoft 365',
    'I do not remember whether it was a mail or a file',
    'find the Teams message about the slides',
    'look for a document in any site',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  scopesElsewhere: {
    files: ['Files.Read.All'],
    mail: ['Mail.Read'],
    calendar: ['Calendars.Read'],
    teams: ['Chat.Read', 'ChannelMessage.Read.All'],
    users: ['People.Read'],
    sharepoint: ['Sites.Read.All'],
  },
  operation: 'POST /search/query',
  supportingReads: ['/me', '/me/mailboxSettings'],
  budget: { withIds: 4_000, withoutIds: 1_600 },
  example: { as: 'ana.silva', args: { query: 'harbor' } },
  input: {
    query: z.string().min(1).max(500).describe('Words or KQL.'),
    in: z.array(z.enum(placeNames)).max(7).optional().describe('Places, e.g. files. Default: everywhere.'),
    from: z.string().min(1).max(200).optional().describe('Author or sender.'),
    site: z.string().min(1).max(MAX_LINK).optional().describe('Name or address.'),
    top: z.int().min(1).max(MOST_ROWS).default(25).describe('Rows.'),
    ids: ids(),
  },
  check: ({ query }) => keywordProblem(query),
  async run(args, call) {
    const chosen = placeNames.filter((name) => args.in === undefined || args.in.includes(name));
    const [zone, granted, site, from, query] = await Promise.all([
      mailboxZone(undefined, call),
      call.grantedScopes(),
      args.site === undefined ? undefined : addressOf(args.site, call),
      args.from === undefined ? undefined : searchedPerson(args.from, call),
      withOwnNames(args.query, call),
    ]);
    const outcomes = await Promise.all(
      chosen.map(async (name) => ({
        name,
        ...(await searchPlace(places[name], { query, from, site, most: args.top }, granted, call)),
      })),
    );
    return render(args, shareOut(outcomes, args.top), zone);
  },
});

/** Matches the end of the address of a page, such as the home page of a site or the view of a list. */
const page = /\/(?:(?:SitePages|Pages|_layouts\/15)\/)?[^/]+\.aspx$/i;

/** Returns the address of a site, library or folder. A page stands for the site or list that it belongs to. */
async function addressOf(site: string, call: ToolCall): Promise<string> {
  const link = pastedUrl(site);
  if (link !== undefined) {
    const { origin, pathname } = shownOn(link);
    return `${origin}${sharedPath(pathname).replace(page, '')}`;
  }
  const { address } = await findSite(site, call);
  if (address !== undefined) return address;
  throw new ToolError(
    'bad_argument',
    'site must be the name or the address of a site. Nothing was searched.',
  );
}

type Args = { readonly query: string; readonly ids: boolean };

function render(args: Args, outcomes: readonly Outcome[], zone: MailboxZone): ToolResult {
  const rows = outcomes.flatMap(({ hits }) => hits);
  const what = `results for "${cell(args.query, 200)}"`;
  const follows = describe(outcomes);
  if (rows.length === 0) {
    const [problem] = outcomes.flatMap((one) => one.problem ?? []);
    if (problem !== undefined && outcomes.every((one) => one.problem !== undefined))
      throw new ToolError(problem.code, `Nothing was searched. ${follows}`);
    return { text: [`No ${what}.`, follows, fewerWords(args.query)].filter(Boolean).join(' ') };
  }
  const columns = [
    column('type', ({ kind }) => kind),
    column('title', ({ title }) => title),
    column('who', ({ who }) => who, 60),
    column('when', ({ when }) => timeIn(when, zone)),
    column('where', ({ where }) => where),
    ...(args.ids ? [column('id', ({ id }) => id, 1_000)] : []),
  ];
  return renderTable({ what: `${what}, times in ${zone.shown}`, columns, rows, follows });
}

function timeIn(when: string, zone: MailboxZone): string {
  const at = new Date(when);
  const isTime = when.includes('T') && !Number.isNaN(at.getTime());
  return isTime ? minute(localTime(at, zone.iana)) : when;
}

/** Describes how many hits each place has, or why the place was not searched. */
function describe(outcomes: readonly Outcome[]): string {
  const found = outcomes.flatMap(({ name, hits, about, hasMore, note }) => {
    if (hits.length === 0 && !hasMore) return [];
    const total = hasMore ? ` of about ${Math.max(about, hits.length + 1)}` : '';
    return [`${name} ${hits.length}${total}${note === undefined ? '' : ` (${note})`}`];
  });
  const without = outcomes.flatMap(({ name, hits, hasMore, problem }) =>
    problem === undefined && hits.length === 0 && !hasMore ? [name] : [],
  );
  const hasMore = outcomes.some((one) => one.hasMore);
  return [
    found.length > 0 && `Shown: ${found.join(', ')}.`,
    without.length > 0 && `None in ${without.join(', ')}.`,
    describeProblems(outcomes),
    hasMore &&
      `For more results, search one place with \`in\` or raise top (at most ${MOST_ROWS}). More words narrow the search.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * Explains why places were not searched. Advice that applies to several reasons, such as changing a setting, is given
 * once.
 */
function describeProblems(outcomes: readonly Outcome[]): string {
  const failed = outcomes.flatMap(({ name, problem }) => {
    if (problem === undefined) return [];
    const [cause = '', ...advice] = problem.reason.split('. ');
    return [{ name, cause, advice: advice.join('. ') }];
  });
  return [...groupBy(failed, ({ advice }) => advice)]
    .map(([advice, group]) => {
      const causes = [...groupBy(group, ({ cause }) => cause)].map(
        ([cause, places]) => `${places.map(({ name }) => name).join(', ')}: ${cause}`,
      );
      return `Not searched: ${causes.join('; ')}.${advice && ` ${advice}.`}`;
    })
    .join(' ');
}
