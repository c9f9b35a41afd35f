/**
 * Returns a function that computes a value only once for each object. The value is kept as long as the object is in
 * memory. Objects are compared by identity.
 */
export function oncePerObject<Key extends object, Value extends object | string | number>(
  compute: (key: Key) => Value,
): (key: Key) => Value {
  const values = new WeakMap<Key, Value>();
  return (key) => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = compute(key);
    values.set(key, value);
    return value;
  };
}
