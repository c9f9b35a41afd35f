import { ToolError } from '../../errors.ts';

/** Throws `ToolError` if text that is read in parts has become so short that nothing is left after `from`. */
export function checkStart(whole: string, from: number): void {
  if (from > 0 && from >= whole.length)
    throw new ToolError(
      'bad_argument',
      'The text has become shorter since the previous part was read. Read it again from the beginning.',
    );
}
