import { randomUUID } from 'node:crypto';
import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { flag, text } from '../../output/graph-schema.ts';
import { pickItems, type ChecklistArgs, type ChecklistItem } from './checklist.ts';
import type { PlannerTask } from './planner-plans.ts';

/** The part of a Planner task that is a separate entity with its own ETag. */
const details = z.object({
  description: text,
  checklist: z.record(z.string(), z.object({ title: text, isChecked: flag, orderHint: text })).nullish(),
  references: z.record(z.string(), z.object({ alias: text }).nullish()).nullish(),
  '@odata.etag': text,
});

export type TaskDetails = z.output<typeof details>;

export type DetailChanges = ChecklistArgs & { readonly description?: string | undefined };

export function detailsPath({ id }: PlannerTask): string {
  return path`/planner/tasks/${id}/details`;
}

export async function readDetails(task: PlannerTask, call: Pick<ToolCall, 'graph'>): Promise<TaskDetails> {
  return entityOf(await call.graph(read(detailsPath(task))), details);
}

/** Returns the checklist in Planner's display order. The order hints determine this order. */
export function checklistOf({ checklist }: TaskDetails): readonly (ChecklistItem & { hint: string })[] {
  return Object.entries(checklist ?? {})
    .map(([id, item]) => ({
      id,
      name: item.title ?? '',
      isChecked: item.isChecked === true,
      hint: item.orderHint ?? '',
    }))
    .toSorted((a, b) => (a.hint < b.hint ? -1 : Number(a.hint > b.hint)));
}

/** Returns the web addresses of a task. Graph encodes characters that a property name cannot contain. */
export function referencesOf({ references }: TaskDetails): readonly string[] {
  return Object.entries(references ?? {}).map(([address, reference]) => {
    const plain = address.replaceAll(/%(?:25|2[eE]|3[aA]|40|23)/g, decodeURIComponent);
    return reference?.alias ? `${reference.alias}: ${plain}` : plain;
  });
}

/**
 * Prepares a change to the details that can safely be repeated. The ids of new items stay the same, so that no item is
 * added twice. Removing an item that no longer exists is not an error.
 */
export function detailsPatch({
  description,
  checklist = [],
  checklist_action: action = 'add',
}: DetailChanges): (present: TaskDetails) => Record<string, unknown> {
  const added = checklist.map((title, index) => ({ id: randomUUID(), title, index }));
  let removed: readonly ChecklistItem[] | undefined;
  const entriesFor = (present: TaskDetails): readonly (readonly [id: string, change: object | null])[] => {
    const items = checklistOf(present);
    if (action === 'add') {
      const last = items.at(-1)?.hint ?? '';
      return added.map(({ id, title, index }) => [
        id,
        { ...itemType, title, isChecked: false, orderHint: hintAfter(last, index) },
      ]);
    }
    if (action === 'remove') {
      removed ??= pickItems(checklist, items);
      return removed.filter(({ id }) => items.some((one) => one.id === id)).map(({ id }) => [id, null]);
    }
    return pickItems(checklist, items).map(({ id }) => [id, { ...itemType, isChecked: action === 'check' }]);
  };
  return (present) => {
    const entries = entriesFor(present);
    return {
      ...(description !== undefined && { description: description === 'none' ? '' : description }),
      ...(entries.length > 0 && { checklist: Object.fromEntries(entries) }),
    };
  };
}

/**
 * Returns the order hint that puts the new item with this index after the item whose hint is `last` and after the
 * preceding new items. Planner replaces this hint with its own. If `last` is empty, Planner puts new items first.
 */
function hintAfter(last: string, index: number): string {
  return `${last} ${'! '.repeat(index)}!`;
}

const itemType = { '@odata.type': '#microsoft.graph.plannerChecklistItem' };
