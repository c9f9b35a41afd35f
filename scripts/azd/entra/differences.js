/**
 * Returns the properties of a PATCH that adds everything in `wanted`. Lists keep items that others have added, except
 * for Graph permissions, which stay minimal.
 * @param {Record<string, any>} found
 * @param {Record<string, any>} wanted @returns {Record<string, any>}
 */
export function differencesOf(found, wanted) {
  const changed = Object.entries(wanted)
    .map(([name, value]) => /** @type {const} */ ([name, merge(found[name], value)]))
    .filter(([name, value]) => !matches(found[name], value));
  return Object.fromEntries(changed);
}

/** @param {any} found @param {any} wanted @returns {any} */
function merge(found, wanted) {
  if (Array.isArray(wanted)) {
    const kept = (found ?? []).filter(
      (/** @type {any} */ item) => !wanted.some((one) => keyOf(one) === keyOf(item)),
    );
    return [...kept, ...wanted];
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted;
  const parts = Object.entries(wanted).map(([name, value]) => [name, merge(found?.[name], value)]);
  return { ...found, ...Object.fromEntries(parts) };
}

/** Returns the value that identifies an item in a list. @param {any} item */
function keyOf(item) {
  return typeof item === 'object' ? (item.id ?? item.resourceAppId ?? item.appId ?? item.name) : item;
}

/**
 * Whether `found` already equals `wanted`, apart from additional properties and the order of lists, because Graph adds
 * properties and changes the order.
 * @param {any} found @param {any} wanted @returns {boolean}
 */
function matches(found, wanted) {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((one) => found.some((other) => keyOf(other) === keyOf(one) && matches(other, one)))
    );
  }
  if (typeof wanted !== 'object' || wanted === null) return found === wanted;
  return Object.entries(wanted).every(([name, value]) => matches(found?.[name], value));
}
