import { ToolError } from '../../errors.ts';

/**
 * Makes a change that depends on what was read before. If somebody else has changed the item in the meantime, reads it
 * again and makes the change once more. `change` must send the item's ETag as If-Match.
 */
export async function changeCurrent<Item, Result>(
  present: Item,
  readAgain: () => Promise<Item>,
  change: (present: Item) => Promise<Result>,
): Promise<Result> {
  try {
    return await change(present);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return change(await readAgain());
  }
}

/** Whether Graph has refused a change because somebody else has changed the item since it was read. */
export function isConflict(answer: unknown): boolean {
  return answer instanceof ToolError && answer.code === 'conflict';
}
