/** Upper bounds for a JSON value: size in bytes as JSON text, number of members and elements, and nesting depth. */
export type JsonBounds = { readonly bytes: number; readonly values: number; readonly depth: number };

/**
 * Returns the first bound that a value exceeds, or undefined. Stops at that bound and does not recurse, so the bounds
 * also limit the cost of measuring.
 */
export function exceededBound(given: unknown, bounds: JsonBounds): keyof JsonBounds | undefined {
  const left = { bytes: bounds.bytes, values: bounds.values };
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: given, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value } = next;
    if (typeof value === 'string') left.bytes -= bytesOf(value, left.bytes);
    else if (typeof value !== 'object' || value === null) left.bytes -= String(value).length;
    else {
      const depth = next.depth + 1;
      if (depth > bounds.depth) return 'depth';
      const isArray = Array.isArray(value);
      if (isArray && value.length > left.values) return 'values';
      for (const name in value) {
        if ((left.values -= 1) < 0) return 'values';
        left.bytes -= isArray ? 1 : 2 + bytesOf(name, left.bytes);
        if (left.bytes < 0) return 'bytes';
        open.push({ value: (value as Record<string, unknown>)[name], depth });
      }
      left.bytes -= 2;
    }
    if (left.bytes < 0) return 'bytes';
  }
  return undefined;
}

/**
 * Returns a string's size in bytes as JSON text. If the string has more characters than `limit`, returns `limit`
 * plus one; if there is no limit, returns 0.
 */
function bytesOf(text: string, limit: number): number {
  if (limit === Infinity) return 0;
  return text.length > limit ? limit + 1 : Buffer.byteLength(JSON.stringify(text));
}
