import { ToolError } from '../../../../errors.ts';

/**
 * Whether an error means that SharePoint refused a search, because the list has more than 5,000 items and the column
 * has no index.
 */
export function isAboveThreshold(error: unknown): error is ToolError {
  return error instanceof ToolError && /too many resources|threshold/i.test(error.message);
}

/**
 * Runs a search on a column that may have no index. Throws `ToolError('too_large')` if SharePoint refuses the search.
 */
export async function searching<T>(search: Promise<T>, instead: string): Promise<T> {
  try {
    return await search;
  } catch (error) {
    if (!isAboveThreshold(error)) throw error;
    throw new ToolError(
      'too_large',
      `SharePoint does not search this list, because it has more than 5,000 items and no index for the column. ${instead}`,
    );
  }
}
