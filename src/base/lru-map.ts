/** A map that makes what it does not hold, and forgets what was unused for longest beyond its limit. */
export type Kept<Value> = { of(key: string): Value };

/** Keeps at most `limit` values; whatever is forgotten begins anew. */
export function createKept<Value>(limit: number, make: () => Value): Kept<Value> {
  // A Map keeps its order of insertion: what is asked for moves to the end, so the first entry is the one to drop.
  const values = new Map<string, Value>();
  return {
    of: (key) => {
      const value = values.get(key) ?? make();
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.size > limit ? values.keys() : [];
      if (oldest !== undefined) values.delete(oldest);
      return value;
    },
  };
}
