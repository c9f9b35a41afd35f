import { isRecord } from '../../base/is-record.ts';
import { recordInText } from '../../base/json-text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Maximum depth at which null is removed. MCP metadata and capabilities are at most four levels deep. */
const DEPTH = 6;

/**
 * Removes placeholders for absent values from a message or batch. Typed languages serialise an absent value as null,
 * some libraries as an empty string, and PHP serialises an empty object as an empty list. A tool's arguments are left
 * to the tool's own schema.
 */
export function normaliseMessage(message: unknown): unknown {
  return Array.isArray(message) ? message.map(normaliseOne) : normaliseOne(message);
}

function normaliseOne(message: unknown): unknown {
  if (!isRecord(message) || typeof message['method'] !== 'string') return message;
  const isNotification = message['method'].startsWith('notifications/');
  return edit(message, (name, value) => {
    if (name === 'params') return isAbsent(value) ? undefined : normaliseParams(message['method'], value);
    const isMeant = name === 'id' ? !isNotification : name !== 'result' && name !== 'error';
    return value === null && !isMeant ? undefined : value;
  });
}

function normaliseParams(method: unknown, params: unknown): unknown {
  if (!isRecord(params)) return params;
  return edit(params, (name, value) => {
    if (value === null) return undefined;
    switch (name) {
      case 'arguments':
        return isAbsent(value) ? undefined : normaliseArguments(method, value);
      case 'cursor':
        return value === '' ? undefined : value;
      case '_meta':
        return isAbsent(value) ? undefined : withoutNulls(value, DEPTH);
      case 'inputResponses':
        return value;
      case 'argument':
        return method === 'completion/complete' ? withTypedText(value) : withoutNulls(value, DEPTH);
      default:
        return withoutNulls(value, DEPTH);
    }
  });
}

/**
 * Normalises the arguments of a request. A prompt's arguments are strings without a schema of their own, so null can
 * only stand for an absent argument, and a number or a boolean can only stand for its text.
 */
function normaliseArguments(method: unknown, given: unknown): unknown {
  const args = typeof given === 'string' ? (recordInText(given) ?? given) : given;
  if (method !== 'prompts/get' || !isRecord(args)) return args;
  return edit(args, (_name, value) => {
    if (value === null) return undefined;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  });
}

/**
 * Replaces a missing or null value with an empty string, because a client may ask for suggestions before the user has
 * typed anything.
 */
function withTypedText(argument: unknown): unknown {
  return isRecord(argument) ? { ...argument, value: argument['value'] ?? '' } : argument;
}

/** True if the value stands for an absent object. */
function isAbsent(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (!isRecord(value) || depth === 0) return value;
  return edit(value, (_name, member) => (member === null ? undefined : withoutNulls(member, depth - 1)));
}

/**
 * Replaces each member with the result of `change`, or drops the member if the result is undefined. Copies only if
 * needed.
 */
function edit(given: Fields, change: (name: string, value: unknown) => unknown): Fields {
  let changed: [string, unknown][] | undefined;
  const names = Object.keys(given);
  for (const [index, name] of names.entries()) {
    const value = given[name];
    const next = change(name, value);
    if (next !== value) changed ??= names.slice(0, index).map((earlier) => [earlier, given[earlier]]);
    if (next !== undefined) changed?.push([name, next]);
  }
  return changed === undefined ? given : Object.fromEntries(changed);
}
