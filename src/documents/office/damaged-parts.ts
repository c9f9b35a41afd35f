import { ToolError } from '../../errors.ts';
import { damagedFile } from '../unreadable.ts';

/** Reads the parts of a file one by one, so that a damaged part does not affect the other parts. */
export type PartReader = {
  /** Returns the readable text of a part, followed by a note if some of the text is missing. */
  read(what: string, pieces: Iterable<string>): Generator<string>;
  /** Throws if at least one part is damaged and no part has text. */
  checkText(): void;
};

export function createPartReader(): PartReader {
  let [hasText, isDamaged] = [false, false];
  let cause: unknown;
  return {
    *read(what, pieces) {
      let isBegun = false;
      try {
        for (const piece of pieces) {
          isBegun ||= piece.trim() !== '';
          hasText ||= isBegun;
          yield piece;
        }
      } catch (error) {
        // A `ToolError` means that the file exceeds a limit, which affects all parts.
        if (error instanceof ToolError) throw error;
        [isDamaged, cause] = [true, error];
        yield `[${isBegun ? 'the rest of ' : ''}${what} cannot be read: it is damaged]\n`;
      }
    },
    checkText() {
      if (isDamaged && !hasText) throw damagedFile(cause);
    },
  };
}
