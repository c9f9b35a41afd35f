import { ToolError } from '../errors.ts';

/** Returns a handler for `catch` that returns undefined for errors with these codes and rethrows all other errors. */
export function unlessCode(codes: ReadonlySet<string>): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof ToolError && codes.has(error.code))) throw error;
  };
}

/** A handler for `catch` that returns undefined if the requested item does not exist, and rethrows any other error. */
export const unlessMissing = unlessCode(new Set(['not_found']));
