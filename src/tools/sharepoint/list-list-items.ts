import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Page, type ToolCall } from '../define.ts';
import { top } from '../input/common-input.ts';
import { userScopes } from '../input/people/find-user.ts';
import { itemsOf } from '../output/graph-data.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { describeRows, renderTable } from '../output/table.ts';
import { cell } from '../output/untrusted.ts';
import { firstOf } from '../output/words.ts';
import type { ListColumn } from './shared/columns.ts';
import { findColumn } from './shared/find-column.ts';
import { clauseOf, readConditions, unindexed } from './shared/filter/item-filter.ts';
import { isAboveThreshold } from './shared/filter/threshold.ts';
import { showValue } from './shared/show-value.ts';
import { listArgument, siteArgument } from './shared/site-arguments.ts';
import { findTarget, type TargetList } from './shared/target-list.ts';

const MOST_ROWS = 100;
/** Number of columns shown unless `fields` names the columns. */
const SHOWN_COLUMNS = 8;
/** SharePoint joins at most twelve lookups in one query; columns with people count as lookups. */
const MOST_LOOKUPS = 12;
const NAMED_COLUMNS = 20;

const row = z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()).nullish() });

export const listListItems = defineTool({
  name: 'list_list_items',
  title: 'List items',
  area: 'sharepoint',
  order: 40,
  presets: [],
  about: 'List the items (rows) of a SharePoint list.',
  intents: [
    'open issues in the SharePoint list',
    'rows of the list that are due this week',
    'who has the camera according to the equipment list',
    'list entries where the owner is Ben',
    'sort the list by priority',
    'what is in the SharePoint list',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Sites.Read.All'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'GET /sites/{id}/lists/{id}/items',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { site: 'Project Harbor', list: 'Issues' } },
  input: {
    site: siteArgument(),
    list: listArgument(),
    where: z
      .array(z.string().min(1).max(500))
      .max(10)
      .optional()
      .describe('Example: Status = Open, Due < tomorrow, Owner = me.'),
    fields: z.array(z.string().min(1).max(255)).max(20).optional().describe('Columns.'),
    order: z.string().min(1).max(255).optional().describe('Example: Due desc.'),
    top: top(MOST_ROWS),
  },
  async run(args, call) {
    const target = await findTarget(args, call);
    const { columns, zone, list } = target;
    const own = columns.filter(({ isSystem }) => !isSystem);
    const shown = args.fields?.map((one) => findColumn(one, columns)) ?? own.slice(0, SHOWN_COLUMNS);
    if (shown.filter(isReference).length > MOST_LOOKUPS)
      throw new ToolError(
        'bad_argument',
        `SharePoint returns at most ${MOST_LOOKUPS} columns with people or lookups at a time. Request fewer fields.`,
      );
    const conditions = readConditions(args.where ?? [], columns);
    const order = args.order === undefined ? undefined : readOrder(args.order, columns);
    const reference = { now: call.now(), iana: zone.iana };
    const filter = await Promise.all(
      conditions.map(async (one) => clauseOf(one, reference, target.references)),
    );
    const fields = [...new Set(shown.flatMap(fieldsOf))].join(',');
    const request = read(
      target.items,
      { expand: `fields($select=${fields})`, select: ['id'], filter, orderby: order?.clause, top: args.top },
      { headers: unindexed },
    );
    const used = [...conditions.flat(2).map(({ column }) => column), ...(order ? [order.column] : [])];
    const page = await pageOf(request, used, target, call);
    const rows = itemsOf(page.answer, row);
    const asked = { top: args.top, maxTop: MOST_ROWS };
    const rest = describeRows(page, rows.length, asked);
    const others = own.filter((one) => !shown.includes(one)).map(({ name }) => cell(name));
    const more =
      args.fields === undefined && others.length > 0
        ? `Other columns, for fields: ${firstOf(others, NAMED_COLUMNS)}. `
        : '';
    const budget = createHtmlBudget();
    return renderTable({
      what: `items of "${cell(list.name)}"${whereIn(args.where)}, times in ${zone.shown}`,
      columns: [
        ...shown.map((column) => ({
          name: cell(column.name, 60),
          textOf: (one: Row) => showValue(column, { ID: one.id, ...one.fields }, { iana: zone.iana, budget }),
          longest: args.fields === undefined ? undefined : 600,
        })),
        { name: 'id', textOf: ({ id }: Row) => id },
      ],
      rows,
      follows: rows.length === 0 ? rest : more + rest,
    });
  },
});

type Row = z.output<typeof row>;

/** Names the conditions, so that an empty result does not say that the list is empty. */
function whereIn(conditions: readonly string[] = []): string {
  return conditions.length === 0 ? '' : ` where ${cell(conditions.join(' and '), 600)}`;
}

function isReference({ kind }: ListColumn): boolean {
  return kind === 'person' || kind === 'lookup';
}

/**
 * Returns the fields to select for a column. Graph returns the name of a person or lookup only if the name is selected.
 * The lookup id shows that there is a value even if the value has no name.
 */
function fieldsOf(column: ListColumn): readonly string[] {
  return isReference(column) && !column.isMultiple ? [column.id, `${column.id}LookupId`] : [column.id];
}

function readOrder(given: string, columns: readonly ListColumn[]) {
  const written = given.trim();
  const at = written.lastIndexOf(' ');
  const direction = written.slice(at + 1).toLowerCase();
  const isNamed = at > 0 && ['asc', 'desc', 'ascending', 'descending'].includes(direction);
  const name = isNamed ? written.slice(0, at) : written;
  const column = findColumn(name, columns);
  const field = `fields/${column.id}${isReference(column) ? 'LookupId' : ''}`;
  return { column, clause: `${field}${isNamed && direction.startsWith('desc') ? ' desc' : ''}` };
}

/** Reads a page. If the list exceeds SharePoint's threshold, the error names the column that would need an index. */
async function pageOf(
  request: ReturnType<typeof read>,
  used: readonly ListColumn[],
  { columns }: TargetList,
  call: ToolCall,
): Promise<Page> {
  try {
    return await call.page(request);
  } catch (error) {
    const missing = used.filter(({ isIndexed }) => !isIndexed).map(({ name }) => `"${cell(name)}"`);
    if (!isAboveThreshold(error) || missing.length === 0) throw error;
    const indexed = columns.filter(({ isIndexed }) => isIndexed).map(({ name }) => `"${cell(name)}"`);
    throw new ToolError(
      'too_large',
      `The list has more than 5,000 items, and SharePoint filters and sorts such lists only by indexed columns. Not indexed: ${[...new Set(missing)].join(', ')}. Indexed: ${indexed.join(', ') || 'none'}. A site owner can add an index in the list settings, under "Indexed columns".`,
    );
  }
}
