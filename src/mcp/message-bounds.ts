import { isRecord } from '../base/is-record.ts';
import { exceededBound } from '../base/measure-json.ts';
import { MAX_MESSAGES } from './refuse-batch.ts';

/** Validators recurse, so this is far below the depth that would overflow the stack. */
const DEPTH = 64;
/** Objects and arrays. Each takes up to fifty times the memory of its two characters of text. */
const CONTAINERS = 100_000;
/** The bounds for everything except a tool's arguments, which are measured after policy has allowed the call. */
const ENVELOPE = { bytes: Infinity, values: 2_000, depth: DEPTH };

/** Returns a message if a JSON text is too costly to parse, else undefined. Takes linear time and does not parse. */
export function textProblem(text: string): string | undefined {
  let depth = 0;
  let containers = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      depth += 1;
      containers += 1;
      if (depth > DEPTH) return `The message is nested more than ${DEPTH} levels deep.`;
      if (containers > CONTAINERS) return `The message has more than ${CONTAINERS} objects and arrays.`;
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
  }
  return undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Returns the index of the quote that closes the string starting at `start`; the text's length if it is not closed. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}

/** Returns a message if a parsed message or batch is too large to validate, else undefined. */
export function envelopeProblem(message: unknown): string | undefined {
  // Longer batches are refused as a whole later on.
  if (Array.isArray(message) && message.length > MAX_MESSAGES) return undefined;
  const envelope = Array.isArray(message) ? message.map(withoutArguments) : withoutArguments(message);
  return exceededBound(envelope, ENVELOPE) !== undefined
    ? "The message has too many members and elements, not counting a tool's arguments."
    : undefined;
}

function withoutArguments(message: unknown): unknown {
  if (!isRecord(message) || !isRecord(message['params'])) return message;
  const { arguments: given, ...params } = message['params'];
  // Only an object is passed on unchecked. The protocol's schemas validate anything else.
  return { ...message, params: isRecord(given) ? params : { ...params, arguments: given } };
}
