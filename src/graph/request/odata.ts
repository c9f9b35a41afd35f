/** Query options. Falsy conditions in `filter` are ignored; the remaining conditions are joined with `and`. */
export type QueryParts = {
  /**
   * Annotations such as `@odata.type` are ignored, because Graph adds them automatically and refuses to select them.
   */
  readonly select?: readonly string[];
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string | undefined;
  readonly expand?: string | undefined;
  readonly search?: string | undefined;
  readonly top?: number | undefined;
};

/** Builds OData query options. Values are not percent-encoded. */
export function query(parts: QueryParts): Record<string, string> {
  const conditions = (parts.filter ?? []).filter(Boolean);
  return {
    ...(parts.select && { $select: parts.select.filter((name) => !name.startsWith('@')).join(',') }),
    ...(conditions.length > 0 && { $filter: conditions.join(' and ') }),
    ...(parts.orderby !== undefined && { $orderby: parts.orderby }),
    ...(parts.expand !== undefined && { $expand: parts.expand }),
    ...(parts.search !== undefined && { $search: parts.search }),
    ...(parts.top !== undefined && { $top: String(parts.top) }),
  };
}

/** Returns an OData string literal: the text in single quotes, with quotes inside it doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function equal(property: string, value: string | boolean): string {
  return `${property} eq ${typeof value === 'string' ? literal(value) : value}`;
}

/** Returns a quoted `$search` phrase, with backslashes and quotes escaped. */
export function searchPhrase(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
