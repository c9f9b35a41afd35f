import { ToolError } from '../errors.ts';

export function damagedFile(cause?: unknown): ToolError {
  return new ToolError(
    'damaged_file',
    'The file cannot be read: it is damaged, or its content does not match its name.',
    { cause },
  );
}

/**
 * Creates the error for a file that exceeds a limit. `what` is a clause about the limit, such as `The PDF has 2,000
 * pages; the limit is 1,000`.
 */
export function tooLarge(what: string): ToolError {
  return new ToolError('file_too_large', `${what}. The user can still open the file directly.`);
}

export function protectedFile(): ToolError {
  return new ToolError(
    'protected_file',
    'The text of the file cannot be read: it is protected by a password or is in the Office format from before 2007.',
  );
}

/** Formats a number with thousands separators: `1,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
