/** A piece of source code that can leave out rows or text. */
export type Cut = {
  /** The source code with single spaces, such as `rows.slice(0, args.top)`. */
  readonly code: string;
  readonly line: number;
};

/** Calls that keep only part of a list or text, and options that limit the rows a request returns. */
const cutting =
  /(?:\.|\b(?=wholeCharacters))(slice|splice|subarray|substring|substr|take|limit|wholeCharacters)\(|(?<=[\s{(,])\$?top(?=: (?!top\())|\.length(?= = )/g;

const comments = /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm;

/**
 * Finds every cut in a source file. Ignores calls that only drop the beginning of a value, because earlier code has
 * used that part.
 */
export function cutsIn(source: string): readonly Cut[] {
  const code = source.replaceAll(comments, (comment) => comment.replaceAll(/\S/g, ' '));
  return [...code.matchAll(cutting)].flatMap(({ 0: text, 1: method, index }) => {
    const end = index + text.length;
    const given = method === undefined ? '' : argumentsFrom(code, end);
    if (method !== undefined && dropsBeginning(method, given)) return [];
    const whole =
      method === undefined
        ? code.slice(text.startsWith('.') ? receiverStart(code, index) : index, endOfValue(code, end))
        : `${code.slice(text.startsWith('.') ? receiverStart(code, index) : index, end)}${given})`;
    return [{ code: whole.replaceAll(/\s+/g, ' ').trim(), line: code.slice(0, index).split('\n').length }];
  });
}

function dropsBeginning(method: string, given: string): boolean {
  return /^(?:slice|sub)/.test(method) && !given.includes(',') && !given.startsWith('-');
}

/** Returns a call's arguments: the text up to the closing parenthesis. */
function argumentsFrom(code: string, start: number): string {
  let depth = 1;
  let at = start;
  for (; at < code.length && depth > 0; at += 1) depth += depthChange(code[at]);
  return code.slice(start, at - 1);
}

/** Returns the index where the expression before a dot begins. */
function receiverStart(code: string, dot: number): number {
  let depth = 0;
  let at = dot - 1;
  for (; at >= 0; at -= 1) {
    const character = code.charAt(at);
    if (depth === 0 && !/[\w$.?!)\]\s]/.test(character)) break;
    if (depth === 0 && /\s/.test(character) && !/^\s*[.?]/.test(code.slice(at, dot + 1))) break;
    depth -= depthChange(character);
  }
  return at + 1;
}

function depthChange(character: string | undefined): number {
  return character === '(' || character === '[' ? 1 : character === ')' || character === ']' ? -1 : 0;
}

function endOfValue(code: string, start: number): number {
  const end = code.slice(start).search(/[,;}\n]/);
  return end < 0 ? code.length : start + end;
}
