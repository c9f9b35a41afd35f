import { groupBy } from '../../../base/lists/group-by.ts';
import type {
  Hit,
  OperationSearch,
  SearchedTool,
} from '../../../graph/operations/search/operation-search.ts';
import { onlyReads } from '../../../policy/path-rules.ts';
import type { ToolCall } from '../../define.ts';

/** Number of hits to rank for each wanted hit, so that allowed hits can replace refused ones. */
const RANKED_PER_HIT = 4;

export type AllowedSearch = {
  /** Ranks tools and the operations that policy allows. */
  readonly search: OperationSearch;
  /** Returns whether operations were left out of the results for this question. */
  readonly isIncomplete: (question: string) => boolean;
  /** Returns a line for each reason why operations were left out of the results so far. */
  readonly leftOut: () => readonly string[];
};

/**
 * Leaves out operations that policy refuses, because neither `graph_get` nor `graph_write` could send them. `isShown`
 * receives an operation's score and the best tool's score, and returns whether the operation would be shown if policy
 * allowed it.
 */
export function createAllowedSearch(
  search: OperationSearch,
  { operations }: ToolCall,
  isShown: (score: number, ofBestTool: number) => boolean = () => true,
): AllowedSearch {
  /** The reason for each operation that was left out, although it matched better than the last result. */
  const refused = new Map<string, string>();
  const incomplete = new Set<string>();
  const whyRefused = ({ operation }: Hit<SearchedTool>): string | undefined => {
    if (operation === undefined) return undefined;
    const { method } = operation;
    const path = operation.path.replaceAll(/\{[^}]*\}/g, 'id');
    return operations.whyRefused(onlyReads({ method, path }) ? 'graph_get' : 'graph_write', { method, path });
  };
  return {
    search: (question, wanted) => {
      const ranked = search(question, { ...wanted, most: wanted.most * RANKED_PER_HIT });
      const ofBestTool = ranked.find(({ tool }) => tool !== undefined)?.score ?? 0;
      const allowed: (typeof ranked)[number][] = [];
      for (const [place, hit] of ranked.entries()) {
        if (allowed.length === wanted.most) break;
        const reason = whyRefused(hit);
        if (reason === undefined) allowed.push(hit);
        else if (place < wanted.most && hit.operation !== undefined && isShown(hit.score, ofBestTool)) {
          refused.set(`${hit.operation.method} ${hit.operation.path}`, reason);
          incomplete.add(question);
        }
      }
      return allowed;
    },
    isIncomplete: (question) => incomplete.has(question),
    leftOut: () =>
      [...groupBy([...refused], ([, reason]) => reason)].map(([reason, found]) => {
        const names = found.map(([name]) => name);
        const what = names.length === 1 ? names.join('') : `${names.length} operations, such as ${names[0]}`;
        return `Left out: ${what}: ${reason}`;
      }),
  };
}
