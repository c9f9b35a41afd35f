import { ToolError } from '../errors.ts';

/** A file that is not what its name says, or is broken. */
export function damagedFile(cause?: unknown): ToolError {
  return new ToolError(
    'damaged_file',
    'The file cannot be read: it is damaged, or it is not what its name says.',
    { cause },
  );
}

/** A file that is beyond a limit; `what` says which, such as `The PDF has 2,000 pages; at most 1,000 are read`. */
export function tooLarge(what: string): ToolError {
  return new ToolError('file_too_large', `${what}. A person can open the file itself.`);
}

/** A file that opens only with a password. */
export function protectedFile(): ToolError {
  return new ToolError(
    'protected_file',
    'The file is protected by a password, or kept in the Office format from before 2007: its text cannot be read.',
  );
}

/** A limit as people write numbers. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
