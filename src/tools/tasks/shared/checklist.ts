import * as z from 'zod';

import { pickByName, type Named } from '../../input/pick-by-name.ts';
import { cell } from '../../output/untrusted.ts';

const MOST_ITEMS = 20;

/**
 * Arguments that change a checklist without replacing it. Planner truncates the text of an item at 100 characters.
 */
export const checklistInput = {
  checklist: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(MOST_ITEMS)
    .optional()
    .describe('Items, e.g. Call Ana.'),
  checklist_action: z.enum(['add', 'remove', 'check', 'uncheck']).optional().describe('Default: add.'),
};

export type ChecklistArgs = {
  readonly checklist?: readonly string[] | undefined;
  readonly checklist_action?: 'add' | 'remove' | 'check' | 'uncheck' | undefined;
};

export type ChecklistItem = Named & { readonly isChecked: boolean };

/** Returns a problem with the checklist arguments; undefined if there is none. */
export function checklistProblem(
  { checklist, checklist_action }: ChecklistArgs,
  tasks: readonly string[],
): string | undefined {
  if (checklist === undefined)
    return checklist_action === undefined ? undefined : 'checklist_action needs checklist';
  return tasks.length > 1 ? 'checklist can be changed for one task only' : undefined;
}

/** Finds the items to remove, check or uncheck. Throws `ToolError('not_found')` or `ToolError('ambiguous')`. */
export function pickItems<Item extends ChecklistItem>(
  given: readonly string[],
  present: readonly Item[],
): readonly Item[] {
  const picked = given.map((one) => pickByName(one, present, { what: 'checklist item' }));
  return [...new Map(picked.map((item) => [item.id, item])).values()];
}

/** Formats an item for a result: `[x] Text` or `[ ] Text`. */
export function checklistLine({ name, isChecked }: Pick<ChecklistItem, 'name' | 'isChecked'>): string {
  return `[${isChecked ? 'x' : ' '}] ${cell(name, 255)}`;
}
