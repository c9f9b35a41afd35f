import { ToolError } from '../../../errors.ts';

/** The message with which Excel refuses a change, unlike the refusal of access to a file. */
const REFUSED = 'You cannot perform the requested operation';

/**
 * Waits for a change to a workbook. If Excel refuses it, the error names the possible reasons: Graph only says that the
 * user has no access, although the user can read the workbook.
 */
export async function explainRefusal<T>(change: Promise<T>): Promise<T> {
  try {
    return await change;
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'no_access' || !error.message.includes(REFUSED))
      throw error;
    throw new ToolError(
      'protected_sheet',
      'Excel refused the change, and nothing was changed. Probably the worksheet is protected and some of these cells are locked, which includes cells that null would keep. In Excel, the user can remove the protection with "Review", "Unprotect Sheet". It is also possible that the user may only view this workbook.',
      { cause: error, graphRequestId: error.graphRequestId },
    );
  }
}
