import type * as z from 'zod';

/** Describes the first five problems. */
export function describeProblems(error: z.ZodError, known: readonly string[]): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => {
      if (issue.code === 'unrecognized_keys')
        return `unknown arguments; valid names are: ${known.join(', ') || 'none'}`;
      return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
    })
    .join('; ');
}
