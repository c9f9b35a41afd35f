import * as z from 'zod';

import { ToolError } from '../errors.ts';
import { read } from '../graph/request/read.ts';
import {
  defineTool,
  type ArgsOf,
  type Page,
  type Tool,
  type ToolCall,
  type ToolDefinition,
} from './define.ts';
import { ids, top } from './input/common-input.ts';
import { rowsBefore } from './paging/rest-of-page.ts';
import { scanPages, type ScanOptions } from './paging/scan-pages.ts';
import { hasMore, itemsOf } from './output/graph-data.ts';
import {
  idColumn,
  selectFor,
  structuredRow,
  structuredRows,
  type Column,
  type RowOf,
  type RowType,
} from './output/row.ts';
import { describeRows, isFewRows, renderTable } from './output/table.ts';

/** The collection to request from Graph. `listTool` adds `$select` and `$top`. */
export type ListRequest<Row> = {
  readonly path: string;
  /** Conditions that must all hold; falsy entries are ignored. */
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string;
  readonly search?: string;
  /** Parameters of a Graph function or view. */
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** A description of the rows, such as `messages in inbox, newest first`. */
  readonly what: string;
  /** The names of columns that carry no information in this collection. */
  readonly without?: readonly string[];
  /** Filters rows by conditions that Graph does not support. Pages are read until enough rows are kept. */
  readonly keep?: (row: Row) => boolean;
  /** The number of rows per request if `keep` drops most rows. */
  readonly scan?: number;
  /** For a list with `keep`: true if Graph's link to the next page contains the number of rows to skip. */
  readonly skipsRows?: boolean;
  /**
   * For a list that is sorted newest first and has an argument `before`: returns the value of `before` that selects the
   * given row and all older rows. See `rowsBefore`.
   */
  readonly before?: (row: Row) => string | undefined;
  /** Changes rows before they are shown, for example to convert times to local times. */
  readonly adapt?: (row: Row) => Row;
  /** Completes the rows of a page with data that Graph leaves out. */
  readonly complete?: (rows: readonly Row[]) => Promise<readonly Row[]>;
};

/** Minimum number of rows per request if some rows are dropped, so that a small page needs few requests. */
const SMALLEST_SCAN = 25;

export type ListDefinition<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape> = Omit<
  ToolDefinition<Shape>,
  'kind' | 'repeat' | 'run' | 'recipients' | 'preview' | 'overwrites'
> & {
  /** The maximum value of the `top` argument. */
  readonly maxTop: number;
  /**
   * True if every page has `maxTop` rows with ids. The tool then has no `top` and `ids` arguments, because these
   * arguments would cost every session more tokens than they save.
   */
  readonly hasFixedPages?: true;
  /** Required unless `hasFixedPages` is set. */
  readonly budget?: Tool['budget'];
  readonly row: RowType<RowShape>;
  /**
   * A column with `when` is shown only if the argument that `when` names is true. The id is added as the last column.
   */
  readonly columns: readonly (Column<RowOf<RowShape>> & { readonly when?: keyof Shape & string })[];
  readonly request: (
    args: ArgsOf<Shape>,
    call: ToolCall,
  ) => ListRequest<RowOf<RowShape>> | Promise<ListRequest<RowOf<RowShape>>>;
};

/**
 * Declares a tool that lists a Graph collection page by page, with the arguments `top` and `ids`. A call for at most
 * three rows gets no cursor; its text says how to get more rows.
 *
 * Each column declares the properties it uses. `$select` is derived from these properties, and using an undeclared
 * property is a compile-time error.
 *
 * With `?output=structured`, the result also contains the rows as structured content, with the time zone and any
 * omissions in `about`.
 */
export function listTool<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape>(
  definition: ListDefinition<Shape, RowShape>,
): Tool {
  const { maxTop, hasFixedPages = false, row, columns, request, input, check, ...facts } = definition;
  type Args = ArgsOf<Shape> & { top?: number; ids?: boolean };
  return defineTool({
    ...facts,
    kind: 'read',
    repeat: 'safe',
    input: hasFixedPages ? input : { ...input, top: top(maxTop), ids: ids() },
    structuredOutput: z.object({
      about: z.string(),
      items: z.array(structuredRow([...columns, idColumn])),
      cursor: z.string().optional(),
      more: z.boolean(),
    }),
    ...(check && { check: (args: unknown) => check(args as Args) }),
    async run(given, call) {
      const args = given as unknown as Args & Record<string, unknown>;
      const most = args.top ?? maxTop;
      const requested = await request(args, call);
      const { path, what, without, keep, scan, skipsRows, before, adapt, complete, ...query } = requested;
      const { filter, orderby, search, ...more } = query;
      const pageWith = (shown: typeof columns): Promise<Page> => {
        const options = {
          select: selectFor(shown),
          filter: filter ?? [],
          orderby,
          search,
          top: scan ?? (keep === undefined ? most : Math.max(most, SMALLEST_SCAN)),
        };
        return call.page(read(path, options, more), {
          sealsNext: before === undefined && skipsRows !== true,
        });
      };
      const wanted = columns.filter(
        ({ name, when }) => without?.includes(name) !== true && (when === undefined || args[when] === true),
      );
      const first = await pageThatFits(wanted, pageWith);
      const { shown } = first;
      const { page, items, note } =
        keep === undefined
          ? { ...first, ...(await shownOf(first.page, row.schema, { most, before })) }
          : await scanned(first.page, row.schema, { keep, most, skipsRows });
      const completed = (await complete?.(items)) ?? items;
      const rows = completed.map((one) => adapt?.(one) ?? one);
      const withIds = (args.ids ?? true) ? [...shown, idColumn] : shown;
      const asked = { top: most, maxTop };
      const cursor = isFewRows(page, items.length, asked) ? undefined : page.cursor;
      const rest = describeRows(page, items.length, asked);
      const follows = note === '' ? rest : `${note} ${rest}`;
      const result = renderTable({ what, columns: withIds, rows, follows });
      if (call.caller.selection.structured !== true) return result;
      const about = note === '' ? what : `${what}. ${note}`;
      const structured = { about, items: structuredRows(withIds, rows), ...(cursor && { cursor }) };
      const isCut = page.cursor !== undefined || hasMore(page.answer);
      return { ...result, structured: { ...structured, more: isCut } };
    },
  });
}

async function shownOf<Row>(
  page: Page,
  schema: z.ZodType<Row>,
  { most, before }: { readonly most: number; readonly before: ListRequest<Row>['before'] | undefined },
) {
  const items = itemsOf(page.answer, schema);
  return before === undefined ? { page, items } : rowsBefore(page, items, { most, before });
}

/**
 * Reads further pages until enough rows are kept. If a scan ends early, adds a note that says how many rows were read.
 */
async function scanned<Row>(first: Page, schema: z.ZodType<Row>, options: ScanOptions<Row>) {
  const { rows, page, read } = await scanPages(first, schema, options);
  const isPartial = page.cursor !== undefined && rows.length < options.most;
  return { page, items: rows, note: isPartial ? `${read} entries have been searched so far.` : '' };
}

/**
 * Requests a page. If rows are so large that not even a few of them fit, requests the page again without the optional
 * columns.
 */
async function pageThatFits<C extends { readonly name: string; readonly when?: string }>(
  wanted: readonly C[],
  pageWith: (columns: readonly C[]) => Promise<Page>,
): Promise<{ readonly page: Page; readonly shown: readonly C[]; readonly note: string }> {
  try {
    return { page: await pageWith(wanted), shown: wanted, note: '' };
  } catch (error) {
    const shown = wanted.filter(({ when }) => when === undefined);
    const isTooLarge = error instanceof ToolError && error.code === 'too_large';
    if (!isTooLarge || shown.length === wanted.length) throw error;
    const left = wanted.filter((one) => !shown.includes(one)).map(({ name }) => name);
    const note = `Left out on this page, because a row is too large: ${left.join(', ')}.`;
    return { page: await pageWith(shown), shown, note };
  }
}
