import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { GraphAnswer, GraphRequest } from '../../../graph/request/graph-request.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { hasMore, itemsOf } from '../../output/graph-data.ts';
import { count, text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';

/** A mail folder and the names from a top-level folder down to it, cleaned and joined with slashes. */
export type FolderNode = {
  readonly id: string;
  readonly path: string;
  /** The ids of the folders that contain it, the top-level folder first. */
  readonly ancestors: readonly string[];
};

export type FolderLevel = {
  readonly folders: readonly FolderNode[];
  /** Folders of this level with subfolders. */
  readonly parents: readonly FolderNode[];
  /** Whether some folders of this level were not read. */
  readonly isCut: boolean;
};

/** Rows per request. */
const PAGE = 250;
/** Maximum number of requests in a batch. */
const BATCH = 20;
/** Maximum number of folders whose subfolders are read for one level. */
const MAX_PARENTS = 5 * BATCH;
const MAX_NAME = 255;

const row = z.object({ id: z.string(), displayName: text, childFolderCount: count });

const select = Object.keys(row.shape);

export async function topLevelFolders(owner: string, call: ToolCall): Promise<FolderLevel> {
  const answer = await call.graph(childrenOf(`${owner}/mailFolders`));
  return levelOf([[undefined, answer]], false);
}

/** Reads the subfolders of all folders of a level. */
export async function nextLevel(owner: string, level: FolderLevel, call: ToolCall): Promise<FolderLevel> {
  const parents = level.parents.slice(0, MAX_PARENTS);
  const requests = parents.map(({ id }) => childrenOf(owner + path`/mailFolders/${id}/childFolders`));
  const batches = Array.from({ length: Math.ceil(requests.length / BATCH) }, (_, index) =>
    call.batch(requests.slice(index * BATCH, (index + 1) * BATCH)),
  );
  const answers = (await Promise.all(batches)).flat();
  const read = answers.map((answer, index) => {
    if (answer instanceof ToolError) throw answer;
    return [parents[index], answer] as const;
  });
  return levelOf(read, parents.length < level.parents.length);
}

function childrenOf(collection: string): GraphRequest {
  return read(collection, { select, top: PAGE });
}

function levelOf(
  answers: readonly (readonly [parent: FolderNode | undefined, answer: GraphAnswer])[],
  isCut: boolean,
): FolderLevel {
  const rows = answers.flatMap(([parent, answer]) =>
    itemsOf(answer, row).map(({ id, displayName, childFolderCount }) => {
      const name = cell(displayName ?? '', MAX_NAME);
      const path = parent === undefined ? name : `${parent.path}/${name}`;
      const ancestors = parent === undefined ? [] : [...parent.ancestors, parent.id];
      return { node: { id, path, ancestors }, isParent: (childFolderCount ?? 0) > 0 };
    }),
  );
  return {
    folders: rows.map(({ node }) => node),
    parents: rows.filter(({ isParent }) => isParent).map(({ node }) => node),
    isCut: isCut || answers.some(([, answer]) => hasMore(answer)),
  };
}
