import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { requireIfMatch } from '../plain-collection.ts';

export const detailsType = entityType('plannerTaskDetails', { etag: true });

const MAX_CHECKLIST = 20;

const named = (name: string) => z.literal([`microsoft.graph.${name}`, `#microsoft.graph.${name}`]);

const checklistItem = z.strictObject({
  '@odata.type': named('plannerChecklistItem'),
  title: z.string().min(1).max(100).optional(),
  isChecked: z.boolean().optional(),
  orderHint: z.string().optional(),
});

const reference = z.strictObject({
  '@odata.type': named('plannerExternalReference'),
  alias: z.string().optional(),
  type: z.string().optional(),
  previewPriority: z.string().optional(),
});

const detailsInput = z.strictObject({
  description: z.string().max(32_000).nullish(),
  previewType: z.enum(['automatic', 'noPreview', 'checklist', 'description', 'reference']).optional(),
  checklist: z.record(z.string().min(1).max(100), checklistItem.nullable()).optional(),
  references: z.record(z.string(), reference.nullable()).optional(),
});

const table = (call: Call) => call.tenant.table('/planner/details');

/** Returns a task's details. The details are a separate entity with an ETag of their own. */
export function detailsOf(call: Call, task: Entity): Entity {
  return table(call).get(task.id) ?? table(call).put({ ...(task.$details as Entity), id: task.id });
}

/** Returns the properties of a task that Graph derives from the task's details. */
export function countsOf(call: Call, task: Entity): Record<string, unknown> {
  const { checklist, references, description } = detailsOf(call, task);
  const items = Object.values((checklist ?? {}) as Record<string, { isChecked?: boolean }>);
  return {
    hasDescription: Boolean(description),
    checklistItemCount: items.length,
    activeChecklistItemCount: items.filter(({ isChecked }) => isChecked !== true).length,
    referenceCount: Object.keys(references ?? {}).length,
  };
}

export function readDetails(call: Call, task: Entity): Reply {
  return one(call, detailsType, detailsOf(call, task));
}

/** Merges the checklist and the references with the existing entries; null removes an entry. */
export function changeDetails(call: Call, task: Entity): Reply {
  const present = detailsOf(call, task);
  requireIfMatch(call, present);
  const input = readBody(call, detailsInput);
  const by = { user: { id: call.me.oid } };
  const at = call.tenant.now().toISOString();
  const checklist = merge(present.checklist, input.checklist, (old, item) => {
    if (old === undefined && item.title === undefined)
      throw badRequest('A checklist item needs a title.', '');
    const orderHint = item.orderHint === undefined ? {} : { orderHint: storedHint(call, item.orderHint) };
    return { isChecked: false, ...old, ...item, ...orderHint, lastModifiedBy: by, lastModifiedDateTime: at };
  });
  if (Object.keys(checklist).length > MAX_CHECKLIST)
    throw new GraphError(403, '', 'The request violates the limit MaximumChecklistItemsOnTask.');
  const references = merge(present.references, input.references, (old, item) => ({ ...old, ...item }));
  table(call).change(present, { ...input, checklist, references });
  return noContent();
}

/**
 * Returns the hint that Planner stores for a hint written as `previous next!`. If the previous hint is empty, the new
 * hint is smaller than all earlier hints of that kind, so the item comes first.
 */
function storedHint(call: Call, written: string): string {
  const parts = /^(\S*)((?: \S+)*) !$/.exec(written) ?? [];
  const [, previous = '', others = ''] = parts;
  if (parts.length === 0) throw badRequest(`The order hint '${written}' is not valid.`, '');
  const [, count = ''] = call.tenant.serial('hint').split('|');
  const rank = String(others.length).padStart(3, '0');
  return previous === ''
    ? `7${String(1_000_000 - Number(count) + others.length * 2)}`
    : `${previous}P${rank}`;
}

function merge<Item extends object>(
  present: unknown,
  changes: Readonly<Record<string, Item | null>> = {},
  combine: (old: object | undefined, item: Item) => object,
): Record<string, object> {
  const merged = { ...(present as Record<string, object>) };
  for (const [key, item] of Object.entries(changes)) {
    if (item === null) delete merged[key];
    else merged[key] = combine(merged[key], item);
  }
  return merged;
}
