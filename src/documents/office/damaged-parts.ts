import { ToolError } from '../../errors.ts';
import { damagedFile } from '../unreadable.ts';

/** Reads the parts of a file one by one, so that a damaged one does not affect the others. */
export type PartReader = {
  /** Returns the text of a part as far as it can be read, followed by a sentence if text is missing. */
  read(what: string, pieces: Iterable<string>): Generator<string>;
  /** Throws if parts are damaged and none has text. */
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
        // Limits apply to the file, not to one part of it.
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
