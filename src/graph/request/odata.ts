/** The query options of a list or entity; falsy conditions of `filter` drop out, the others must all hold. */
export type QueryParts = {
  readonly select?: readonly string[];
  readonly filter?: readonly (string | false | undefined)[];
  readonly orderby?: string | undefined;
  readonly expand?: string | undefined;
  readonly search?: string | undefined;
  readonly top?: number | undefined;
};

/** Builds OData query options; values are not yet percent-encoded. */
export function query(parts: QueryParts): Record<string, string> {
  const conditions = (parts.filter ?? []).filter(Boolean);
  return {
    ...(parts.select && { $select: parts.select.join(',') }),
    ...(conditions.length > 0 && { $filter: conditions.join(' and ') }),
    ...(parts.orderby !== undefined && { $orderby: parts.orderby }),
    ...(parts.expand !== undefined && { $expand: parts.expand }),
    ...(parts.search !== undefined && { $search: parts.search }),
    ...(parts.top !== undefined && { $top: String(parts.top) }),
  };
}

/** A string as an OData literal: in single quotes, with those within doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The condition that a property equals a value. */
export function equal(property: string, value: string | boolean): string {
  return `${property} eq ${typeof value === 'string' ? literal(value) : value}`;
}

/** Words as one quoted `$search` phrase; backslashes and quotes within are escaped. */
export function searchPhrase(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
