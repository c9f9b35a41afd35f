import { isRecord } from '../base/is-record.ts';
import { exceededBound } from '../base/measure-json.ts';
import { MAX_MESSAGES } from './refuse-batch.ts';

/** Validators recurse, so this is far below what a stack holds. */
const DEPTH = 64;
/** Objects and arrays; each costs up to fifty times its two characters of text. */
const CONTAINERS = 100_000;
/** Of everything but the arguments of a tool, which are measured once it is known whether the caller may call it. */
const ENVELOPE = { bytes: Infinity, values: 2_000, depth: DEPTH };

/** What makes a JSON text too costly to parse, as a sentence, or undefined. Linear, without parsing. */
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

/** The index of the quote that ends the string which begins at `start`; the end of the text if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((end - first) % 2 === 0) return end;
  }
  return text.length;
}

/** What makes a parsed message or batch too large to validate, as a sentence, or undefined. */
export function envelopeProblem(message: unknown): string | undefined {
  // Longer batches are refused whole.
  if (Array.isArray(message) && message.length > MAX_MESSAGES) return undefined;
  const envelope = Array.isArray(message) ? message.map(withoutArguments) : withoutArguments(message);
  return exceededBound(envelope, ENVELOPE) !== undefined
    ? 'The message has too many members and elements, apart from the arguments of a tool.'
    : undefined;
}

function withoutArguments(message: unknown): unknown {
  if (!isRecord(message) || !isRecord(message['params'])) return message;
  const { arguments: given, ...params } = message['params'];
  // Only an object is passed on unchecked; the schemas of the protocol look at anything else.
  return { ...message, params: isRecord(given) ? params : { ...params, arguments: given } };
}
