import { ToolError } from '../../errors.ts';

/** The texts that describe the outcomes of changes to several items. */
export type OutcomeWords<Item> = {
  /** The participle for a change that was made, such as `deleted`. */
  readonly done: string;
  readonly nameOf: (item: Item) => string;
  readonly successOf: (item: Item) => string;
  /** A sentence for lost responses: how to find out which changes were made. */
  readonly verify: string;
};

/**
 * Describes the outcome of the change to each item, one line per item. `outcomes` contains an error for each failed
 * change. Throws `ToolError` if every change failed.
 */
export function describeOutcomes<Item>(
  items: readonly Item[],
  outcomes: readonly unknown[],
  { done, nameOf, successOf, verify }: OutcomeWords<Item>,
): string {
  const lines = items.map((item, index) => {
    const outcome = outcomes[index];
    return outcome instanceof ToolError ? failureLine(done, nameOf(item), outcome) : successOf(item);
  });
  const errors = outcomes.filter((outcome) => outcome instanceof ToolError);
  const all = errors.some(isUnknown) ? [...lines, verify] : lines;
  if (errors.length === items.length) throwFailures(errors, all);
  return all.join('\n');
}

/** Describes a failed change. If the response was lost, the change may have been made nevertheless. */
export function failureLine(done: string, name: string, error: ToolError): string {
  return `${isUnknown(error) ? 'Unknown whether' : 'Not'} ${done}: ${name}. ${error.message}`;
}

/** Throws the error for changes that all failed. `lines` describes the failures. */
export function throwFailures(errors: readonly ToolError[], lines: readonly string[]): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const sideEffect = errors.some(isUnknown) ? 'unknown' : 'unchanged';
  throw new ToolError(first.code, lines.join('\n'), { sideEffect });
}

/** Whether a failed change may have been made nevertheless. */
export function isUnknown({ sideEffect }: ToolError): boolean {
  return sideEffect === 'unknown';
}

/** A handler for `catch` that returns the error of a failed change as its outcome, and rethrows any other error. */
export function asOutcome(error: unknown): ToolError {
  if (error instanceof ToolError) return error;
  throw error;
}
