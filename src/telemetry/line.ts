const invisible = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Writes a record as one line of JSON. Control, bidirectional and invisible characters are escaped, so that
 * a value can neither end the line nor dress up as another. A stream that refuses the line is not an error:
 * no request may fail because its log cannot be written. What is in the record is written as `each` makes it.
 */
export function writeLine(
  write: (line: string) => void,
  record: () => Readonly<Record<string, unknown>>,
  each?: (value: unknown) => unknown,
): void {
  try {
    const text = JSON.stringify(record(), each && ((_, value: unknown) => each(value)));
    write(`${text.replace(invisible, escape)}\n`);
  } catch {
    // Nobody is left to tell.
  }
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
