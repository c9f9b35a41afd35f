/** A token in a filter. `at` is its position, for error messages. */
export type Token = {
  readonly kind: 'literal' | 'name' | 'mark' | 'end';
  readonly text: string;
  readonly value?: unknown;
  readonly at: number;
};

/** A date, as an instant in milliseconds. */
export type DateValue = { readonly instant: number };

/** A syntax error in a clause. `at` is its position. */
export class ClauseError extends Error {
  override readonly name = 'ClauseError';
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

type Rule = readonly [pattern: RegExp, kind: Token['kind'], value?: (text: string) => unknown];

const rules: readonly Rule[] = [
  [/'(?:[^']|'')*'/y, 'literal', (text) => text.slice(1, -1).replaceAll("''", "'")],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy, 'literal', (text) => text],
  [
    /\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?/iy,
    'literal',
    (text): DateValue => ({ instant: Date.parse(text) }),
  ],
  [/-?\d+(?:\.\d+)?/y, 'literal', Number],
  [/(?:true|false|null)\b/y, 'literal', (text) => ({ true: true, false: false })[text] ?? null],
  [/[A-Za-z_$@][\w.$@]*/y, 'name'],
  [/[(),/:]/y, 'mark'],
];

/** Splits a filter into tokens. Throws ClauseError at the first invalid character. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function tokenAt(text: string, at: number): Token {
  for (const [pattern, kind, value] of rules) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, at, ...(value && { value: value(found) }) };
  }
  throw new ClauseError(`Syntax error: character '${text.charAt(at)}' is not valid`, at);
}
