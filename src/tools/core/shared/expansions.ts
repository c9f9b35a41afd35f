import { isRecord } from '../../../base/is-record.ts';

/** For most expanded lists, Graph returns at most this many items and no link to further items. */
const GRAPH_LIMIT = 20;

/**
 * Returns a sentence about expanded lists that may be incomplete even though Graph returned no link to further items;
 * an empty string if there are no such lists.
 */
export function describeExpansions(items: readonly unknown[], expand: string): string {
  const limits = [...limitsOf(expand)].filter(([name, limit]) =>
    items.some((item) => isRecord(item) && isCut(item, name, limit)),
  );
  if (limits.length === 0) return '';
  const names = limits.map(([name, limit]) => `${name} (${limit})`).join(', ');
  return `An expanded list may be incomplete, because Microsoft Graph limits how many items it returns: ${names}. To get all of them, read the item's path followed by /${limits[0]?.[0]}.`;
}

function isCut(item: Readonly<Record<string, unknown>>, name: string, limit: number): boolean {
  const list = item[name];
  return Array.isArray(list) && list.length === limit && item[`${name}@odata.nextLink`] === undefined;
}

/**
 * Returns the relations in `$expand`, each with the maximum number of items that Graph returns for it: its `$top`, or
 * Graph's own limit.
 */
function limitsOf(expand: string): ReadonlyMap<string, number> {
  const limits = new Map<string, number>();
  let depth = 0;
  let relation = '';
  let option = '';
  for (const [token] of expand.matchAll(/[(),;]|[$\w]+/g)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth === 0 && token !== ',' && token !== ';') limits.set((relation = token), GRAPH_LIMIT);
    else if (depth === 1 && option === '$top' && /^\d{1,4}$/.test(token)) limits.set(relation, Number(token));
    option = token;
  }
  return limits;
}
