import type { ToolCall } from '../../define.ts';
import { findSite } from '../../input/find-site.ts';
import { mailboxZone, type MailboxZone } from '../../input/mailbox-zone.ts';
import { readColumns, type ListColumn } from './columns.ts';
import { findLookupItem } from './lookup-item.ts';
import { findList, listPath, type FoundList } from './site-lists.ts';
import { sitePeople } from './site-person.ts';
import type { References } from './filter/item-filter.ts';

/** The list that a call uses, with its columns and everything that is needed to convert values. */
export type TargetList = {
  readonly site: string;
  readonly list: FoundList;
  readonly columns: readonly ListColumn[];
  readonly zone: MailboxZone;
  /** The Graph path of the list's items. */
  readonly items: string;
  readonly references: References;
};

export async function findTarget(
  args: { readonly site: string; readonly list: string },
  call: ToolCall,
): Promise<TargetList> {
  const { id: site } = await findSite(args.site, call);
  const list = await findList(site, args.list, call);
  const [columns, zone] = await Promise.all([readColumns(site, list.id, call), mailboxZone(undefined, call)]);
  const personOf = sitePeople(site, call);
  return {
    site,
    list,
    columns,
    zone,
    items: `${listPath(site, list.id)}/items`,
    references: async (column, value) =>
      column.kind === 'person' ? personOf(value) : findLookupItem(site, column, value, call),
  };
}
