import { addFolder, folderOf, foldersOf } from '../mailbox.ts';
import { recipientOf } from '../data/outsiders.ts';
import { ruleId } from '../ids.ts';
import type { Person } from '../people.ts';
import type { Tenant } from '../tenant.ts';

/** Adds inbox rules to every mailbox. */
export function addMailRules(tenant: Tenant, people: readonly Person[]): void {
  for (const { oid } of people) {
    const harbor =
      foldersOf(tenant, oid)
        .all()
        .find(({ displayName }) => displayName === 'Harbor') ?? addFolder(tenant, oid, 'Harbor');
    const rule = (
      sequence: number,
      more: { readonly displayName: string; readonly [name: string]: unknown },
    ) =>
      tenant.table(`/users/${oid}/messageRules`).put({
        id: ruleId(tenant.serial('rule')),
        sequence,
        isEnabled: true,
        hasError: false,
        isReadOnly: false,
        ...more,
      });
    rule(1, {
      displayName: 'Harbor reports',
      conditions: { subjectContains: ['Harbor: nightly report'] },
      actions: { moveToFolder: harbor.id, markAsRead: true, stopProcessingRules: true },
    });
    rule(2, {
      displayName: 'Old newsletter',
      isEnabled: false,
      conditions: { fromAddresses: [recipientOf(people, 'petra')], sentCcMe: true },
      actions: { moveToFolder: folderOf(tenant, oid, 'archive')?.id },
    });
  }
}
