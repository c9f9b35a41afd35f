import type * as z from 'zod';

const MAX_PROBLEMS = 5;

/** Describes the first problems and counts any further problems. */
export function describeProblems(error: z.ZodError, known: readonly string[]): string {
  const shown = error.issues.slice(0, MAX_PROBLEMS).map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const advice = issue.keys.includes('cursor') ? '; to continue a list, call get_next_page' : '';
      return `unknown arguments; valid names are: ${known.join(', ') || 'none'}${advice}`;
    }
    return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
  });
  const others = error.issues.length - shown.length;
  return [...shown, ...(others > 0 ? [`and ${others} more`] : [])].join('; ');
}
