/** A position in text. Lines and columns are counted from 1. */
export type TextPlace = { readonly line: number; readonly column: number };

/** The maximum nesting depth of objects and lists. */
const MAX_DEPTH = 100;

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

const QUOTE = 34;
const BACKSLASH = 92;
const SPACE_CODE = 32;
const END_OF_STRING = 'the end of a string or a valid escape';

/** A position, and what JSON requires at this position, worded for an error message. */
type Expected = { readonly at: number; readonly expected: string };

/**
 * Finds the first position at which text is not valid JSON, or at which an object repeats a name; undefined if there is
 * none. `JSON.parse` does not always report the position, and silently drops the first value of a repeated name.
 */
export function findSyntaxError(text: string): (TextPlace & { readonly expected: string }) | undefined {
  const wrong = scan(text);
  return wrong && { ...placeAt(text, wrong.at), expected: wrong.expected };
}

function placeAt(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}

type Level = { readonly close: '}' | ']'; readonly names: Set<string> | undefined };

/**
 * The state of the scan determines what can come next. In the state `first`, right after `[` or `{`, the list or object
 * can also end.
 */
type State = 'value' | 'first' | 'name' | 'after';

type Step = { readonly at: number; readonly state: State };

/** Scans with an explicit stack, because deep nesting must not exhaust the call stack. */
function scan(text: string): Expected | undefined {
  const levels: Level[] = [];
  let step: Step | Expected = { at: skip(text, SPACE, 0), state: 'value' };
  while ('state' in step) {
    if (step.state === 'after' && levels.length === 0)
      return step.at === text.length ? undefined : { at: step.at, expected: 'the end of the file' };
    const next: Step | Expected = nextStep(text, step, levels);
    step = 'state' in next ? { ...next, at: skip(text, SPACE, next.at) } : next;
  }
  return step;
}

function nextStep(text: string, { at, state }: Step, levels: Level[]): Step | Expected {
  const level = levels.at(-1);
  const character = text[at];
  const canEnd = state === 'first' || state === 'after';
  if (canEnd && level !== undefined && character === level.close) {
    levels.pop();
    return { at: at + 1, state: 'after' };
  }
  if (state === 'after') return readComma(text, at, level);
  if (state === 'name' || (state === 'first' && level?.names)) return readName(text, at, level?.names);
  return character === '{' || character === '[' ? openLevel(at, character, levels) : readScalar(text, at);
}

function readComma(text: string, at: number, level: Level | undefined): Step | Expected {
  if (text[at] === ',') return { at: at + 1, state: level?.names ? 'name' : 'value' };
  return { at, expected: `a comma or ${level?.close ?? ''}` };
}

function openLevel(at: number, character: '{' | '[', levels: Level[]): Step | Expected {
  if (levels.length >= MAX_DEPTH) return { at, expected: `at most ${MAX_DEPTH} levels of nesting` };
  levels.push(character === '{' ? { close: '}', names: new Set() } : { close: ']', names: undefined });
  return { at: at + 1, state: 'first' };
}

/** Reads a name and the colon after it. */
function readName(text: string, at: number, names: Set<string> | undefined): Step | Expected {
  const read = readString(text, at);
  if (read === undefined) return { at, expected: 'a name in double quotes' };
  if (!read.isClosed) return { at: read.end, expected: END_OF_STRING };
  const name = text.slice(at, read.end);
  if (names?.has(name))
    return { at, expected: `another name, because ${name.slice(0, 40)} is already there` };
  names?.add(name);
  const colon = skip(text, SPACE, read.end);
  if (text[colon] !== ':') return { at: colon, expected: 'a colon' };
  return { at: colon + 1, state: 'value' };
}

/** Reads a string, a number, `true`, `false` or `null`. */
function readScalar(text: string, at: number): Step | Expected {
  const read = readString(text, at);
  if (read !== undefined)
    return read.isClosed ? { at: read.end, state: 'after' } : { at: read.end, expected: END_OF_STRING };
  const end = Math.max(skip(text, NUMBER, at), skip(text, WORD, at));
  return end === at ? { at, expected: 'a value' } : { at: end, state: 'after' };
}

/**
 * Reads a string. Returns undefined if no string starts at this position. If the string is not closed or is invalid,
 * `end` is the position of the error.
 */
function readString(
  text: string,
  at: number,
): { readonly end: number; readonly isClosed: boolean } | undefined {
  if (text[at] !== '"') return undefined;
  for (let end = at + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === QUOTE) return { end: end + 1, isClosed: true };
    if (code < SPACE_CODE) return { end, isClosed: false };
    if (code !== BACKSLASH) continue;
    const next = skip(text, ESCAPE, end);
    if (next === end) return { end, isClosed: false };
    end = next - 1;
  }
  return { end: text.length, isClosed: false };
}

function skip(text: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
