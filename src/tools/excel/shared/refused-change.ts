import { ToolError } from '../../../errors.ts';

/** Excel's message if it refuses a change. If the user has no access to the file, the message is different. */
const REFUSED = 'You cannot perform the requested operation';

/**
 * Waits for a change to a workbook. If Excel refuses the change, throws an error that names the possible reasons.
 * Graph's error says only that the user has no access, even if the user can read the workbook.
 */
export async function explainRefusal<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'no_access' || !error.message.includes(REFUSED))
      throw error;
    throw new ToolError(
      'protected_sheet',
      'Excel refused the change, and nothing was changed. The worksheet is probably protected, and at least one of the cells is locked. A locked cell is refused even if null would leave it unchanged. The user can remove the protection in Excel with "Review", "Unprotect Sheet". If the worksheet is not protected, the user probably has permission only to view this workbook.',
      { cause: error, graphRequestId: error.graphRequestId },
    );
  }
}
