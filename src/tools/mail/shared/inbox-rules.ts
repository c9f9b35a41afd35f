import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { covers } from '../../../graph/permissions.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import { inBatches } from '../../paging/in-batches.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { entityOf } from '../../output/graph-data.ts';
import { count, flag, recipient, text } from '../../output/graph-schema.ts';

/** Only the inbox has rules. */
export const RULES = '/me/mailFolders/inbox/messageRules';

const outlookId = /^[\w=-]{1,512}$/;

const properties = z.record(z.string(), z.unknown()).nullish();

export const ruleSchema = z.object({
  id: z.string(),
  displayName: text,
  sequence: count,
  isEnabled: flag,
  hasError: flag,
  conditions: properties,
  exceptions: properties,
  actions: properties,
});

export type InboxRule = z.output<typeof ruleSchema>;

/** Finds a rule by its name or id. */
export async function findRule(given: string, call: ToolCall): Promise<InboxRule> {
  const { items, isCut } = await allItems(call, read(RULES), ruleSchema);
  const named = items.map((rule) => ({ id: rule.id, name: rule.displayName ?? '', rule }));
  return pickByName(given, named, { what: 'inbox rule', isCut }).rule;
}

/**
 * Describes a rule, such as `move to folder Archive, if subject contains report`. The actions come first, so that
 * truncation does not hide them.
 */
export function describeRule(
  { conditions, exceptions, actions }: Pick<InboxRule, 'conditions' | 'exceptions' | 'actions'>,
  folders: ReadonlyMap<string, string>,
): string {
  const when = inWords(conditions, folders);
  const unless = inWords(exceptions, folders);
  const applies = when === '' ? ' for every message' : `, if ${when}`;
  return `${doesInWords(actions, folders)}${applies}${unless && `, except ${unless}`}`;
}

/** Describes the actions of a rule. Actions that forward mail come first, so that truncation does not hide them. */
export function doesInWords(actions: InboxRule['actions'], folders: ReadonlyMap<string, string>): string {
  const entries = Object.entries(actions ?? {});
  const sends = entries.filter(([name]) => /forward|redirect/i.test(name));
  const others = entries.filter(([name, value]) => !/forward|redirect/i.test(name) && value !== false);
  return inWords(Object.fromEntries([...sends, ...others]), folders);
}

/**
 * Describes conditions or actions by their Graph property names, which are plain words. Includes properties that
 * Portico does not know. Omits properties without a value, and conditions that are false, because Exchange ignores them.
 */
export function inWords(given: InboxRule['conditions'], folders: ReadonlyMap<string, string>): string {
  return Object.entries(given ?? {})
    .map(([name, value]) => {
      const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
      if (value === true) return words;
      if (value === false) return '';
      const shown = valueInWords(value, folders);
      return shown === '' ? '' : `${words} ${shown}`;
    })
    .filter((words) => words !== '')
    .join('; ');
}

const sizeRange = z.object({ minimumSize: count, maximumSize: count });

function valueInWords(value: unknown, folders: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((one) => valueInWords(one, folders)).join(', ');
  if (typeof value === 'string') return folders.get(value) ?? value;
  return recipient.safeParse(value).data?.emailAddress?.address ?? sizeInWords(value);
}

function sizeInWords(value: unknown): string {
  const { minimumSize, maximumSize } = sizeRange.safeParse(value).data ?? {};
  if (minimumSize === undefined && maximumSize === undefined) return JSON.stringify(value);
  return `${minimumSize ?? 0} to ${maximumSize ?? 'any'} KB`;
}

const folder = z.object({ id: z.string(), displayName: text });

/**
 * Returns the names, keyed by id, of the folders to which rules move or copy messages. Returns an empty map if the
 * caller may not read folders.
 */
export async function foldersOfRules(
  rules: readonly Pick<InboxRule, 'actions'>[],
  call: ToolCall,
): Promise<ReadonlyMap<string, string>> {
  const named = rules.flatMap(({ actions }) => [actions?.['moveToFolder'], actions?.['copyToFolder']]);
  const ids = [...new Set(named)].filter(
    (one): one is string => typeof one === 'string' && outlookId.test(one),
  );
  if (ids.length === 0 || !covers(await call.grantedScopes(), 'Mail.ReadBasic')) return new Map();
  const select = Object.keys(folder.shape);
  const requests = ids.map((one) => read(path`/me/mailFolders/${one}`, { select }));
  const answers = await inBatches(requests, call);
  return new Map(
    answers.map((answer, index) => [
      ids[index] ?? '',
      answer instanceof ToolError ? 'that no longer exists' : (entityOf(answer, folder).displayName ?? ''),
    ]),
  );
}
