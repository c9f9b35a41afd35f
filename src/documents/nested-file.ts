import { ToolError } from '../errors.ts';
import type { FileKind } from './document-kind.ts';

/** Maximum nesting depth of files within files. */
const DEEPEST = 8;
/** Maximum number of files to read within one file, including files at deeper levels. */
const MOST_FILES = 200;

/** How many files enclose the current file, and how many more files can be read. */
export type Nesting = { readonly depth: number; readonly left: { files: number } };

export type Pieces = Iterable<string> | AsyncIterable<string>;

/** What is needed to read the files within a file. */
export type NestedReading = {
  /** Returns the text of a file within the current file. */
  readonly open: (kind: FileKind, bytes: Uint8Array, nesting: Nesting) => Pieces;
  readonly nesting: Nesting;
};

export function noNesting(): Nesting {
  return { depth: 0, left: { files: MOST_FILES } };
}

/** Returns the text of a file within a file, between two lines with the title. */
export async function* textOfNested(
  title: string,
  { kind, bytes }: { readonly kind: FileKind; readonly bytes: Uint8Array },
  { open, nesting: { depth, left } }: NestedReading,
): AsyncGenerator<string> {
  if (depth + 1 >= DEEPEST || left.files === 0) {
    const reason = left.files === 0 ? 'there are too many files within files' : 'files are nested too deeply';
    yield `\n[${title} is left out: ${reason}]\n`;
    return;
  }
  left.files -= 1;
  yield `\n[${title}]\n`;
  try {
    yield* open(kind, bytes, { depth: depth + 1, left });
  } catch (error) {
    // A file that cannot be read does not affect the other files.
    yield `[This file cannot be read. ${error instanceof ToolError ? error.message : 'It is damaged.'}]\n`;
  }
  yield `\n[End: ${title}]\n`;
}
