import { ToolError } from '../../../errors.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';

/** Finds a task like `pickByName`, but prefers open tasks to completed ones with the same title. */
export function pickOpenFirst<Item extends Named>(
  given: string,
  open: readonly Item[],
  all: readonly Item[],
  choice: { what: string; isCut: boolean },
): Item {
  try {
    return pickByName(given, open, choice);
  } catch (error) {
    if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
    return pickByName(given, all, choice);
  }
}
