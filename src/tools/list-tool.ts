import type { z } from 'zod';

import { read } from '../graph/request/read.ts';
import { defineTool, type Tool, type ToolCall, type ToolDefinition } from './define.ts';
import { ids, top } from './input/common-input.ts';
import { itemsOf } from './output/graph-data.ts';
import { idColumn, selectFor, structuredRows, type Column, type RowOf, type RowType } from './output/row.ts';
import { listing, whatFollows } from './output/table.ts';

type ArgsOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** Which collection to ask Graph for. `$select` and `$top` are added. */
export type ListRequest<Row> = {
  readonly path: string;
  /** Conditions that must all hold; falsy ones are ignored. */
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string;
  /** Parameters of a function or view other than OData's own options. */
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** What the rows are, such as `messages in inbox, newest first`. */
  readonly what: string;
  /** Drops rows that Graph cannot filter out. */
  readonly keep?: (row: Row) => boolean;
};

/** How a tool that lists a collection is declared; see `listTool`. */
export type ListDefinition<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape> = Omit<
  ToolDefinition<Shape>,
  'kind' | 'repeat' | 'run' | 'recipients' | 'overwrites'
> & {
  /** The most rows of one page. */
  readonly most: number;
  /** The most tokens that 25 rows may cost, with ids and without. */
  readonly budget: NonNullable<Tool['budget']>;
  readonly row: RowType<RowShape>;
  /** Columns in their order, some only if the argument `when` is true; the id comes last, unless `ids` is false. */
  readonly columns: readonly (Column<RowOf<RowShape>> & { readonly when?: keyof Shape & string })[];
  readonly request: (
    args: ArgsOf<Shape>,
    call: ToolCall,
  ) => ListRequest<RowOf<RowShape>> | Promise<ListRequest<RowOf<RowShape>>>;
};

/**
 * Declares a tool that lists a Graph collection page by page, with the arguments `top` and `ids`. Columns say which
 * properties they are made of: `$select` is derived from them, and a property that the row does not declare does not
 * compile.
 */
export function listTool<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape>(
  definition: ListDefinition<Shape, RowShape>,
): Tool {
  const { most, row, columns, request, input, check, ...facts } = definition;
  type Args = ArgsOf<Shape> & { top: number; ids: boolean };
  return defineTool({
    ...facts,
    kind: 'read',
    repeat: 'safe',
    input: { ...input, top: top(most), ids: ids() },
    ...(check && { check: (args: unknown) => check(args as Args) }),
    async run(given, call) {
      const args = given as unknown as Args & Record<string, unknown>;
      const { path, what, keep, filter, orderby, ...more } = await request(args, call);
      const shown = columns.filter(({ when }) => when === undefined || args[when] === true);
      const options = { select: selectFor(shown), filter: filter ?? [], orderby, top: args.top };
      const page = await call.page(read(path, options, more));
      const rows = itemsOf(page.answer, row.schema).filter((one) => keep?.(one) ?? true);
      const withIds = args.ids ? [...shown, idColumn] : shown;
      const result = listing({ what, columns: withIds, rows, follows: whatFollows(page) });
      if (definition.output === undefined) return result;
      const { cursor } = page;
      return { ...result, structured: { items: structuredRows(withIds, rows), ...(cursor && { cursor }) } };
    },
  });
}
