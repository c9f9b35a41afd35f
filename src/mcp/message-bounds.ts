import { isRecord } from '../base/is-record.ts';
import { exceededBound } from '../base/measure-json.ts';
import { MAX_MESSAGES } from './refuse-batch.ts';

/** Maximum nesting depth: far below the depth at which recursive validators would overflow the stack. */
const DEPTH = 64;
/**
 * Maximum number of commas and opening brackets outside strings. A batch that stays within the bounds for its envelope
 * and for each call's arguments has at most 44,000 of these characters.
 */
const SEPARATORS = 50_000;
/** The bounds for everything except a tool's arguments, which are measured after policy has allowed the call. */
const ENVELOPE = { bytes: Infinity, values: 2_000, depth: DEPTH };

/**
 * Returns a message if JSON text is too costly to parse; undefined otherwise. Takes linear time, does not parse the
 * text, and stops as soon as a bound is exceeded.
 */
export function textProblem(text: string): string | undefined {
  let depth = 0;
  let separators = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        depth += 1;
        separators += 1;
        if (depth > DEPTH) return `The message is nested more than ${DEPTH} levels deep.`;
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        separators += 1;
        break;
      default:
    }
    if (separators > SEPARATORS)
      return `The message has too many members and elements: more than ${SEPARATORS.toLocaleString('en')} commas and opening brackets.`;
  }
  return undefined;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

/**
 * Returns the index of the quote that closes the string starting at `start`; the text's length if the string is not
 * closed.
 */
function endOfString(text: string, start: number): number {
  const end = text.indexOf('"', start + 1);
  if (end < 0) return text.length;
  if (text.charCodeAt(end - 1) !== BACKSLASH) return end;
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code === BACKSLASH) index += 1;
  }
  return text.length;
}

/** Returns a message if a parsed message or batch is too large to validate; undefined otherwise. */
export function envelopeProblem(message: unknown): string | undefined {
  // `refuseBatch` refuses larger batches, so they need not be measured.
  if (Array.isArray(message) && message.length > MAX_MESSAGES) return undefined;
  const envelope = Array.isArray(message) ? message.map(withoutArguments) : withoutArguments(message);
  return exceededBound(envelope, ENVELOPE) !== undefined
    ? "The message has too many members and elements, not counting a tool's arguments."
    : undefined;
}

function withoutArguments(message: unknown): unknown {
  if (!isRecord(message) || !isRecord(message['params'])) return message;
  const { arguments: given, ...params } = message['params'];
  // An `arguments` object is left out, because the protocol's schemas do not validate its content. Any other value is
  // kept and measured, because the schemas would traverse it.
  return { ...message, params: isRecord(given) ? params : { ...params, arguments: given } };
}
