import { ToolError } from '../../../errors.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';

type Candidates<Item> = {
  readonly candidates: readonly Item[];
  readonly choice: { readonly what: string; readonly isCut: boolean };
};

/**
 * Finds a task as `pickByName` does, but prefers open tasks to completed ones. Reads all tasks only if no open task
 * matches.
 */
export async function pickOpenFirst<Item extends Named>(
  given: string,
  open: Candidates<Item>,
  readAll: () => Promise<Candidates<Item>> | Candidates<Item>,
): Promise<Item> {
  try {
    return pickByName(given, open.candidates, open.choice);
  } catch (error) {
    if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
    const { candidates, choice } = await readAll();
    return pickByName(given, candidates, choice);
  }
}
