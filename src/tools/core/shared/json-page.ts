import { counted } from '../../../base/text/counted.ts';
import { isRecord } from '../../../base/is-record.ts';
import { wholeCharacters } from '../../../base/text/whole-characters.ts';
import type { Page, ToolResult } from '../../define.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { sanitiseJson } from '../../output/sanitise-json.ts';
import { describeRest } from '../../output/table.ts';
import { fence } from '../../output/untrusted.ts';
import { checkStart } from '../../paging/check-start.ts';
import { cursorAt, startOf } from '../../paging/rest-of-page.ts';
import { linesOf, type Lines } from './alike-rows.ts';
import { describeExpansions } from './expansions.ts';

/** Maximum length of a result, in characters; about 6,000 tokens. */
export const MAX_RESULT = 20_000;

/** Renders any response from Graph: as many complete items of a list as fit, or part of an entity. */
export function renderPage(page: Page, expand: string): Promise<ToolResult> | ToolResult {
  const { body } = page.answer;
  const items = isRecord(body) ? body['value'] : undefined;
  if (Array.isArray(items)) return renderItems(items, page, expand);
  if (body === undefined) return { text: 'Microsoft Graph returned an empty response.' };
  const whole = JSON.stringify(sanitiseJson(body, createHtmlBudget(), Infinity));
  return renderText(whole, {
    from: page.from,
    cursorFrom: (position) => page.cursorFrom(position),
    note: describeExpansions([body], expand),
  });
}

/** Renders the part of a long text that starts at `from`, with a cursor for the remaining text. */
export async function renderText(
  whole: string,
  {
    from,
    cursorFrom,
    note,
  }: {
    readonly from: number;
    /** Creates a cursor for a position; undefined if the text cannot be read again. */
    readonly cursorFrom: ((position: number) => Promise<string>) | undefined;
    readonly note: string;
  },
): Promise<ToolResult> {
  checkStart(whole, from);
  const part = wholeCharacters(whole.slice(from), MAX_RESULT);
  const end = from + part.length;
  const place =
    end < whole.length
      ? `Characters ${from + 1} to ${end} of ${whole.length}. ${await restOf(cursorFrom, end)}`
      : from > 0
        ? `Characters ${from + 1} to ${end} of ${whole.length}. That is all.`
        : '';
  const notes = [note, place].filter((sentence) => sentence !== '').join(' ');
  return { text: `${notes === '' ? '' : `${notes}\n`}${fence(part)}` };
}

async function restOf(
  cursorFrom: ((position: number) => Promise<string>) | undefined,
  end: number,
): Promise<string> {
  if (cursorFrom === undefined) return 'The rest is not shown: read the resource with graph_get and select.';
  return `To read less, use select. For the rest, call get_next_page with this cursor:\n${await cursorFrom(end)}`;
}

/** Returns as many complete items as fit, one per line or as a table, and a cursor for the remaining items. */
async function renderItems(items: readonly unknown[], page: Page, expand: string): Promise<ToolResult> {
  const start = startOf(page, items);
  const { names, lines, cut } = linesThatFit(items.slice(start));
  const end = start + lines.length;
  const cursor = await cursorAt(end, page, items);
  const count = isRecord(page.answer.body) ? page.answer.body['@odata.count'] : undefined;
  const notes = [
    lines.length === 0 ? 'Microsoft Graph returned an empty list.' : `${counted(lines.length, 'item')}.`,
    names === undefined ? '' : 'An empty cell means that the property is not set.',
    typeof count === 'number' ? `Microsoft Graph reports ${count} in total.` : '',
    cut ? 'A long item is truncated: read it by its id, or use select.' : '',
    describeExpansions(items.slice(start, end), expand),
    describeFollowing(items, end, { ...page, cursor }),
  ];
  const head = notes.filter((sentence) => sentence !== '').join(' ');
  const shown = names === undefined ? lines : [names, ...lines];
  return { text: lines.length === 0 ? head : `${head}\n${fence(shown.join('\n'))}` };
}

const MORE_HITS =
  'The search has more hits: call again with a higher from (the number of hits to skip) in the request.';

/**
 * Describes what follows the items before `end`. The cursor after the last page of a delta query is for later changes.
 */
function describeFollowing(items: readonly unknown[], end: number, page: Page): string {
  if (page.cursor === undefined) return items.some(hasMoreHits) ? MORE_HITS : describeRest(page);
  return end === items.length && page.next === undefined
    ? `That is all. For later changes, call get_next_page with this cursor:\n${page.cursor}`
    : describeRest(page);
}

/** Whether an item is a response from `/search/query` that has more hits. Graph returns no link to further hits. */
function hasMoreHits(item: unknown): boolean {
  const containers = isRecord(item) ? item['hitsContainers'] : undefined;
  return (
    Array.isArray(containers) &&
    containers.some((one: unknown) => isRecord(one) && one['moreResultsAvailable'] === true)
  );
}

function linesThatFit(items: readonly unknown[]): Lines & { readonly cut: boolean } {
  const budget = createHtmlBudget();
  const shown: unknown[] = [];
  let length = 0;
  for (const item of items) {
    const clean = sanitiseJson(item, budget);
    // The length of the JSON is an upper bound, because a table row is shorter.
    length += (JSON.stringify(clean) ?? 'null').length + 1;
    if (length > MAX_RESULT && shown.length > 0) break;
    shown.push(clean);
  }
  const { names, lines } = linesOf(shown);
  return {
    names,
    lines: lines.map((line) => wholeCharacters(line, MAX_RESULT)),
    cut: lines.some((line) => line.length > MAX_RESULT),
  };
}
