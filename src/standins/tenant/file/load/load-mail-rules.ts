import { ruleId } from '../../ids.ts';
import { oidIn } from '../names.ts';
import { folderAtPath } from './load-mail.ts';
import type { Loading } from './loading.ts';

/** Adds inbox rules. The rules are not applied to the mail in the tenant file. */
export function loadMailRules(loading: Loading): void {
  const { file, tenant, names } = loading;
  for (const [index, person] of file.people.entries()) {
    const owner = oidIn(file, person);
    for (const [number, rule] of person.mailRules.entries()) {
      const path = ['people', index, 'mailRules', number, 'from'];
      const senders = rule.from.flatMap((text, place) => names.party(text, [...path, place]) ?? []);
      tenant.table(`/users/${owner}/messageRules`).put({
        id: ruleId(tenant.serial('rule')),
        displayName: rule.name,
        sequence: number + 1,
        isEnabled: rule.enabled,
        hasError: false,
        isReadOnly: false,
        conditions: {
          ...(rule.subjectContains.length > 0 && { subjectContains: rule.subjectContains }),
          ...(senders.length > 0 && { fromAddresses: senders.map(({ recipient }) => recipient) }),
        },
        actions: {
          moveToFolder: folderAtPath(loading, owner, rule.moveTo),
          ...(rule.markAsRead && { markAsRead: true }),
        },
      });
    }
  }
}
