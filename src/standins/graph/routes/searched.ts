/** An item that matches a query. */
export type Searched = {
  readonly id: string;
  readonly summary: string;
  /** When the item was last changed, for sorting. */
  readonly changed: string;
  /**
   * False if the caller may not read the item. Such a hit is removed only after the hits have been split into pages.
   */
  readonly isVisible: boolean;
  /** The properties of a hit. Fields of a list item are included only if they are requested. */
  readonly resource: (fields: readonly string[]) => Record<string, unknown>;
};

export function textIn(property: unknown): string {
  return typeof property === 'string' ? property : '';
}
