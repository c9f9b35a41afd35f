/** Formats a number with its noun, such as `1 file` or `3 files`. `many` is the plural if it is irregular. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
