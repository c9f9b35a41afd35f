/** Returns advice for a query that found nothing; undefined if the query is a single word. */
export function fewerWords(query: string): string | undefined {
  return /\S\s+\S/.test(query)
    ? 'Results must contain all words of the query: search for fewer words.'
    : undefined;
}
