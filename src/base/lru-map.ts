/** A map of bounded size. When it is full, the least recently used entry is dropped. */
export type LruMap<Value> = {
  /** Returns a value and counts the lookup as a use. */
  get(key: string): Value | undefined;
  /** Returns a value without counting the lookup as a use. */
  peek(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** Returns a key's value. A missing value is created with `make` and stored. */
  getOrCreate(key: string, make: () => Value): Value;
  readonly size: number;
};

export function createLruMap<Value>(limit: number): LruMap<Value> {
  // A Map keeps insertion order. Every use moves an entry to the end, so the first entry is the least recently used
  // entry.
  const entries = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    entries.delete(key);
    entries.set(key, value);
    const [oldest] = entries.size > limit ? entries.keys() : [];
    if (oldest !== undefined) entries.delete(oldest);
  };
  const get = (key: string): Value | undefined => {
    const value = entries.get(key);
    if (value === undefined) return undefined;
    entries.delete(key);
    entries.set(key, value);
    return value;
  };
  return {
    get,
    peek: (key) => entries.get(key),
    set,
    delete: (key) => void entries.delete(key),
    getOrCreate: (key, make) => {
      const known = get(key);
      if (known !== undefined) return known;
      const made = make();
      set(key, made);
      return made;
    },
    get size() {
      return entries.size;
    },
  };
}
