import type * as z from 'zod';

import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { Page, ToolCall, ToolResult } from '../../define.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { facet } from '../../output/graph-schema.ts';
import { idColumn, selectFor, type Column } from '../../output/row.ts';
import { describeRest, renderTable } from '../../output/table.ts';

export const CHANGES_PER_PAGE = 50;

/** Data that can be watched: how to request its changes and how to show a page of changes. */
export type Watch = {
  readonly request: (id: string | undefined, now: Date) => GraphRequest;
  readonly render: (page: Page, call: ToolCall) => Promise<ToolResult>;
  /** A description of the changes that Microsoft Graph does not report. */
  readonly limits?: string | undefined;
};

/** Graph marks removed items with one of these properties. */
export const removal = { '@removed': facet({}), deleted: facet({}) };

/** Shown instead of a removed item's name, because Graph usually reports only the item's id. */
export const NO_NAME = '(not reported for removed items)';

type Change = { readonly id: string; readonly '@removed'?: unknown; readonly deleted?: unknown };

export function isRemoved(row: Omit<Change, 'id'>): boolean {
  return Boolean(row['@removed'] ?? row.deleted);
}

/** Returns the name of an item, or a note if the item was removed and Graph did not report its name. */
export function nameOf(row: Omit<Change, 'id'>, name: string | null | undefined): string {
  return name || (isRemoved(row) ? NO_NAME : '');
}

export type WatchDefinition<Row extends Change> = {
  readonly things: string;
  readonly schema: z.ZodType<Row>;
  readonly columns: readonly Column<Row>[];
  /** Creates the request. `select` contains the properties that the columns need. */
  readonly request: (select: readonly string[], id: string | undefined, now: Date) => GraphRequest;
  /** Adds the data that Graph omits to the rows of a page. */
  readonly complete?: (rows: readonly Row[], call: ToolCall) => Promise<readonly Row[]>;
  readonly changeOf?: (row: Row) => string;
  readonly limits?: string;
};

export function watch<Row extends Change>(definition: WatchDefinition<Row>): Watch {
  const { things, schema, columns, request, complete, changeOf = changeIn, limits } = definition;
  const select = selectFor(columns);
  return {
    request: (id, now) => request(select, id, now),
    limits,
    render: async (page, call) => {
      const later = `To see later changes, call get_changes with this cursor:\n${page.cursor}`;
      const rows = itemsOf(page.answer, schema);
      return renderTable({
        what: `changed ${things}`,
        columns: [{ name: 'change', textOf: changeOf }, ...columns, idColumn],
        rows: (await complete?.(rows, call)) ?? rows,
        follows: page.next === undefined && page.cursor !== undefined ? later : describeRest(page),
      });
    },
  };
}

/** Returns the kind of change. Graph does not distinguish new items from changed ones. */
export function changeIn(row: Omit<Change, 'id'>): string {
  return isRemoved(row) ? 'removed' : 'new or changed';
}
