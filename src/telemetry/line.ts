const invisible = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Writes a record as one line of JSON. Control, bidirectional and invisible characters are escaped, so that a value
 * cannot end the line or imitate another line. Stream errors are ignored: a request must not fail because its log
 * cannot be written. `each` maps every value.
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
    // There is nowhere to report the error.
  }
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
