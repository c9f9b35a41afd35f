import type * as z from 'zod';

import { read } from '../graph/request/read.ts';
import { defineTool, type Tool, type ToolCall, type ToolDefinition } from './define.ts';
import { ids, top } from './input/common-input.ts';
import { itemsOf } from './output/graph-data.ts';
import { idColumn, selectFor, structuredRows, type Column, type RowOf, type RowType } from './output/row.ts';
import { renderTable, describeRest } from './output/table.ts';

type ArgsOf<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

/** A list of at most this many rows has no cursor, which would cost more tokens than the rows. */
const FEW_ROWS = 3;

/** The collection to request from Graph. `listTool` adds `$select` and `$top`. */
export type ListRequest<Row> = {
  readonly path: string;
  /** Conditions that must all hold; falsy ones are ignored. */
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string;
  /** Parameters of a Graph function or view. */
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** What the rows are, such as `messages in inbox, newest first`. */
  readonly what: string;
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
  /** A column with `when` is shown only if that argument or function is true. The id is added as the last column. */
  readonly columns: readonly (Column<RowOf<RowShape>> & {
    readonly when?: (keyof Shape & string) | ((args: ArgsOf<Shape>) => boolean);
  })[];
  readonly request: (
    args: ArgsOf<Shape>,
    call: ToolCall,
  ) => ListRequest<RowOf<RowShape>> | Promise<ListRequest<RowOf<RowShape>>>;
};

/**
 * Declares a tool that lists a Graph collection page by page, with the arguments `top` and `ids`. Each column
 * declares the properties it uses: `$select` is derived from them, and using an undeclared property is a compile-time
 * error.
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
    ...(check && { check: (args: unknown) => check(args as Args) }),
    async run(given, call) {
      const args = given as unknown as Args & Record<string, unknown>;
      const { path, what, keep, filter, orderby, ...more } = await request(args, call);
      const visibleColumns = columns.filter(({ when }) => {
        if (typeof when === 'function') return when(args);
        return when === undefined || args[when] === true;
      });
      const options = { select: selectFor(visibleColumns), filter: filter ?? [], orderby, top: args.top };
      const page = await call.page(read(path, options, more));
      const rows = itemsOf(page.answer, row.schema).filter((one) => keep?.(one) ?? true);
      const withIds = args.ids ? [...visibleColumns, idColumn] : visibleColumns;
      const omitsCursor = args.top <= FEW_ROWS && rows.length > 0 && page.cursor !== undefined;
      const follows = omitsCursor ? 'There are more: raise top to see them.' : describeRest(page);
      const result = renderTable({ what, columns: withIds, rows, follows });
      if (definition.output === undefined) return result;
      const cursor = omitsCursor ? undefined : page.cursor;
      return { ...result, structured: { items: structuredRows(withIds, rows), ...(cursor && { cursor }) } };
    },
  });
}
