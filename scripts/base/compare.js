/** Compares by code unit, so that the order is the same on every machine. @param {string} a @param {string} b */
export function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
