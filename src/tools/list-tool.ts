import * as z from 'zod';

import { read } from '../graph/request/read.ts';
import { defineTool, type Tool, type ToolCall, type ToolDefinition } from './define.ts';
import { ids, top } from './input/common-input.ts';
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
import { renderTable, describeRest } from './output/table.ts';

/** A cursor costs more tokens than the rows of a request for so few, so none is returned for it. */
const FEW_ROWS = 3;

type ArgsOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** The collection to request from Graph. `listTool` adds `$select` and `$top`. */
export type ListRequest<Row> = {
  readonly path: string;
  /** Conditions that must all hold; falsy ones are ignored. */
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string;
  readonly search?: string;
  /** Parameters of a Graph function or view. */
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** What the rows are, such as `messages in inbox, newest first`. */
  readonly what: string;
  /** The names of columns that say nothing in this collection. */
  readonly without?: readonly string[];
  /** Filters rows by conditions that Graph does not support. */
  readonly keep?: (row: Row) => boolean;
};

export type ListDefinition<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape> = Omit<
  ToolDefinition<Shape>,
  'kind' | 'repeat' | 'run' | 'recipients' | 'preview' | 'overwrites'
> & {
  /** The maximum value of the `top` argument. */
  readonly maxTop: number;
  readonly budget: NonNullable<Tool['budget']>;
  readonly row: RowType<RowShape>;
  /** A column with `when` is shown only if that argument is true. The id is added as the last column. */
  readonly columns: readonly (Column<RowOf<RowShape>> & { readonly when?: keyof Shape & string })[];
  readonly request: (
    args: ArgsOf<Shape>,
    call: ToolCall,
  ) => ListRequest<RowOf<RowShape>> | Promise<ListRequest<RowOf<RowShape>>>;
};

/**
 * Declares a tool that lists a Graph collection page by page, with the arguments `top` and `ids`. A call for at most
 * three rows gets no cursor and is told how to get more. Each column
 * declares the properties it uses: `$select` is derived from them, and using an undeclared property is a compile-time
 * error. With `?output=structured` the same rows are also structured content.
 */
export function listTool<Shape extends z.ZodRawShape, RowShape extends z.ZodRawShape>(
  definition: ListDefinition<Shape, RowShape>,
): Tool {
  const { maxTop, row, columns, request, input, check, ...facts } = definition;
  type Args = ArgsOf<Shape> & { top: number; ids: boolean };
  return defineTool({
    ...facts,
    kind: 'read',
    repeat: 'safe',
    input: { ...input, top: top(maxTop), ids: ids() },
    structuredOutput: z.object({
      items: z.array(structuredRow([...columns, idColumn])),
      cursor: z.string().optional(),
      more: z.boolean(),
    }),
    ...(check && { check: (args: unknown) => check(args as Args) }),
    async run(given, call) {
      const args = given as unknown as Args & Record<string, unknown>;
      const { path, what, without, keep, filter, orderby, search, ...more } = await request(args, call);
      const visibleColumns = columns.filter(
        ({ name, when }) => without?.includes(name) !== true && (when === undefined || args[when] === true),
      );
      const select = selectFor(visibleColumns);
      const options = { select, filter: filter ?? [], orderby, search, top: args.top };
      const page = await call.page(read(path, options, more));
      const rows = itemsOf(page.answer, row.schema).filter((one) => keep?.(one) ?? true);
      const withIds = args.ids ? [...visibleColumns, idColumn] : visibleColumns;
      const isShort = page.isFirst && args.top <= FEW_ROWS;
      const cursor = isShort ? undefined : page.cursor;
      const follows =
        isShort && page.cursor !== undefined
          ? `There are more: call again with a higher top, at most ${maxTop}.`
          : describeRest(page);
      const result = renderTable({ what, columns: withIds, rows, follows });
      if (call.caller.selection.structured !== true) return result;
      const items = structuredRows(withIds, rows);
      return { ...result, structured: { items, ...(cursor && { cursor }), more: hasMore(page.answer) } };
    },
  });
}
