/** Appends to a list. If the list already has `limit` entries, drops the older half first. */
export function appendBounded<Entry>(list: Entry[], entry: Entry, limit: number): void {
  if (list.length >= limit) list.splice(0, Math.ceil(limit / 2));
  list.push(entry);
}

/** Sets a key in a map. If the map already has `limit` keys, drops the key that was added first. */
export function setBounded<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, limit: number): void {
  const oldest = map.keys().next();
  if (map.size >= limit && !map.has(key) && !oldest.done) map.delete(oldest.value);
  map.set(key, value);
}
