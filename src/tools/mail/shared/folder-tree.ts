import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { ToolError } from '../../../errors.ts';
import { allItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';

/**
 * A mail folder. `path` consists of the cleaned names of the folders from the top level down to this folder, separated
 * by slashes.
 */
export type FolderNode = {
  readonly id: string;
  readonly path: string;
  /** The ids of the folders that contain this folder, the top-level folder first. */
  readonly ancestors: readonly string[];
};

export type FolderLevel = {
  readonly folders: readonly FolderNode[];
  /** The folders at this level that have subfolders. */
  readonly parents: readonly FolderNode[];
  /** Whether some folders at this level were not read. */
  readonly isCut: boolean;
};

/** Rows per request. */
const PAGE = 250;
/** Maximum number of folders at one level whose subfolders are read. */
const MAX_PARENTS = 100;
const MAX_NAME = 255;

const row = z.object({ id: z.string(), displayName: text, childFolderCount: count });

type Row = z.output<typeof row>;

const select = Object.keys(row.shape);

export async function topLevelFolders(owner: string, call: ToolCall): Promise<FolderLevel> {
  const { items, isCut } = await allItems(call, childrenOf(`${owner}/mailFolders`), row);
  return levelOf([[undefined, items]], isCut);
}

/** Reads the subfolders of all folders at a level. */
export async function nextLevel(owner: string, level: FolderLevel, call: ToolCall): Promise<FolderLevel> {
  const parents = level.parents.slice(0, MAX_PARENTS);
  const requests = parents.map(({ id }) => childrenOf(owner + path`/mailFolders/${id}/childFolders`));
  const answers = await inBatches(requests, call);
  let isCut = parents.length < level.parents.length;
  const read: (readonly [FolderNode | undefined, readonly Row[]])[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof ToolError) throw answer;
    // oxlint-disable-next-line no-await-in-loop
    const all = hasMore(answer) ? await allItems(call, requests[index]!, row) : undefined;
    isCut ||= all?.isCut === true;
    read.push([parents[index], all?.items ?? itemsOf(answer, row)]);
  }
  return levelOf(read, isCut);
}

function childrenOf(collection: string): GraphRequest {
  return read(collection, { select, top: PAGE });
}

function levelOf(
  answers: readonly (readonly [parent: FolderNode | undefined, rows: readonly Row[]])[],
  isCut: boolean,
): FolderLevel {
  const rows = answers.flatMap(([parent, children]) =>
    children.map(({ id, displayName, childFolderCount }) => {
      const name = cell(displayName ?? '', MAX_NAME);
      const path = parent === undefined ? name : `${parent.path}/${name}`;
      const ancestors = parent === undefined ? [] : [...parent.ancestors, parent.id];
      return { node: { id, path, ancestors }, isParent: (childFolderCount ?? 0) > 0 };
    }),
  );
  return {
    folders: rows.map(({ node }) => node),
    parents: rows.filter(({ isParent }) => isParent).map(({ node }) => node),
    isCut,
  };
}
