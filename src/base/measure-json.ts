/** Upper bounds of a JSON value: bytes as JSON text, members and elements, and levels of nesting. */
export type JsonBounds = { readonly bytes: number; readonly values: number; readonly depth: number };

/**
 * The first bound that a value exceeds, or undefined. It stops there: measuring costs no more than the bounds allow,
 * and does not recurse.
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

/** The bytes of a string as JSON text; of one that is too long anyway, more than `limit`; 0 where nothing is. */
function bytesOf(text: string, limit: number): number {
  if (limit === Infinity) return 0;
  return text.length > limit ? limit + 1 : Buffer.byteLength(JSON.stringify(text));
}
