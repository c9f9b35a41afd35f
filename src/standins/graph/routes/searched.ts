/** Something that matches a query. */
export type Searched = {
  readonly id: string;
  readonly summary: string;
  /** When it was last changed, for sorting. */
  readonly changed: string;
  /** False if the caller may not read it; the service removes it only after it has cut the page. */
  readonly isVisible: boolean;
  /** The properties that a hit has, with those of a list item only if they are requested. */
  readonly resource: (fields: readonly string[]) => Record<string, unknown>;
};

export function textIn(property: unknown): string {
  return typeof property === 'string' ? property : '';
}
