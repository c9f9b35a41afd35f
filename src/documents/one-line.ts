/** Replaces each run of white space with one space, and removes white space at both ends. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
