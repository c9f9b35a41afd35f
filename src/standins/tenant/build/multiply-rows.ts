import type { Entity } from '../tenant-store.ts';
import type { Tenant } from '../tenant.ts';

/** Tables that are not multiplied, because other tables depend on their rows. */
const fixed = /^\/(?:drives|sites|organization|directoryRoles|subscribedSkus)$/;
/** The properties of a row that are lists of any length. */
const innerLists = ['toRecipients', 'ccRecipients', 'attendees'];

/**
 * Adds copies to every collection, so that each collection has at least `many` more rows than in the demo tenant and is
 * longer than any page or limit. Also multiplies recipients and attendees.
 */
export function multiplyRows(tenant: Tenant, many: number): void {
  for (const path of tenant.paths().filter((one) => !fixed.test(one))) {
    const table = tenant.table(path);
    const templates = table.all().filter(canBeCopied);
    // Files are listed by folder, so every folder needs `many` copies.
    for (const group of groupsOf(templates)) {
      for (let index = 0; index < many; index += 1) table.put(copyOf(group[index % group.length]!, index));
    }
  }
  const everybody = tenant
    .table('/users')
    .all()
    .map(({ id }) => id);
  const groups = tenant.table('/groups');
  for (const group of groups.all()) groups.change(group, { $members: everybody });
}

function groupsOf(rows: readonly Entity[]): Iterable<readonly Entity[]> {
  const groups = new Map<unknown, Entity[]>();
  for (const row of rows) groups.set(row.$parent, [...(groups.get(row.$parent) ?? []), row]);
  return groups.values();
}

/** Returns whether a row can be duplicated. Drive roots, event series and well-known folders cannot. */
function canBeCopied(row: Entity): boolean {
  const isItem = '$versions' in row;
  const isSeries = row.recurrence !== undefined && row.recurrence !== null;
  return !(isItem && row.$content === undefined) && !isSeries && row.$wellKnown === undefined;
}

function copyOf(row: Entity, index: number): Entity {
  const number = String(index).padStart(4, '0');
  const copy: Entity = { ...row, id: `${row.id}-copy${number}` };
  if (typeof row.$immutableId === 'string') copy.$immutableId = `${row.$immutableId}-copy${number}`;
  // The names of lists are unique within a site.
  const own = row.$columns === undefined ? [] : ['displayName'];
  for (const name of ['name', 'userPrincipalName', 'mail', 'mailNickname', ...own]) {
    if (typeof row[name] === 'string') copy[name] = `copy${number}-${row[name]}`;
  }
  for (const name of innerLists) {
    const list = row[name];
    if (Array.isArray(list) && list.length > 0)
      copy[name] = Array.from({ length: 60 }, (_, at) => list[at % list.length] as unknown);
  }
  return copy;
}
