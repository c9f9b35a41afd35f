/** Formats a value as the content of a JSON file. @param {unknown} value */
export function json(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
