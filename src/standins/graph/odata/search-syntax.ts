import { ClauseError } from './filter-tokens.ts';

/** Returns whether a row matches a property and value. For words without a property, `property` is undefined. */
export type Matcher<E> = (row: E, property: string | undefined, value: string) => boolean;

type Test<E> = (row: E) => boolean;

/** Removes the double quotes that Graph requires around `$search`. The quotes are optional for a single word. */
export function unquote(search: string): string {
  const quoted = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(search.trim())?.[1];
  if (quoted !== undefined) return quoted.replaceAll(/\\(["\\])/g, '$1');
  const bad = /[^\w]/.exec(search);
  if (bad) throw new ClauseError(`Syntax error: character '${bad[0]}' is not valid`, bad.index);
  return search;
}

/**
 * Parses the KQL syntax of mail search: words, "phrases", `property:value`, AND, OR, NOT and brackets. Throws
 * `ClauseError` for a malformed query, because [MS-KQL] does not define what such a query means.
 */
export function parseKeywords<E>(query: string, matches: Matcher<E>): Test<E> {
  if (query.split('"').length % 2 === 0) throw malformed(query.lastIndexOf('"'));
  const tokens = query.match(/\(|\)|(?:[\w@]+[:><=]+)?"[^"]*"|[^\s()]+/g) ?? [];
  let at = 0;
  const alternatives = (): Test<E> => {
    const options = [conjunction()];
    while (tokens[at] === 'OR') {
      at += 1;
      if (at === tokens.length) throw malformed(at);
      options.push(conjunction());
    }
    return (row) => options.some((option) => option(row));
  };
  const conjunction = (): Test<E> => {
    const all: Test<E>[] = [];
    if (at < tokens.length && /^(?:AND|OR|\))$/.test(tokens[at] ?? '')) throw malformed(at);
    while (at < tokens.length && tokens[at] !== 'OR' && tokens[at] !== ')') all.push(term());
    return (row) => all.every((test) => test(row));
  };
  const term = (): Test<E> => {
    const token = tokens[at] ?? '';
    at += 1;
    const needsOperand = token === 'AND' || token === 'NOT';
    if (needsOperand && /^(?:AND|OR|\)|)$/.test(tokens[at] ?? '')) throw malformed(at);
    if (token === 'AND') return () => true;
    if (token === 'NOT' || token === '-') {
      const inner = term();
      return (row) => !inner(row);
    }
    if (token === '(') {
      if (tokens[at] === undefined) throw malformed(at);
      const inner = alternatives();
      if (tokens[at] !== ')') throw malformed(at);
      at += 1;
      return inner;
    }
    return leaf(token, matches);
  };
  const test = alternatives();
  if (at < tokens.length) throw malformed(at);
  return test;
}

function malformed(at: number): ClauseError {
  return new ClauseError('Syntax error: the query is malformed', at);
}

function leaf<E>(token: string, matches: Matcher<E>): Test<E> {
  const negated = /^-(?=[\w"])/.test(token);
  const bare = negated ? token.slice(1) : token;
  const propertyMatch = /^(\w+)(?::|(?=[><=]))(.*)$/s.exec(bare);
  const value = (propertyMatch?.[2] ?? bare).replaceAll('"', '');
  return (row) => matches(row, propertyMatch?.[1]?.toLowerCase(), value) !== negated;
}

/** Parses directory clauses such as `"displayName:ana"`, joined by AND and OR. */
export function parseDirectorySearch<E>(
  search: string,
  matches: (row: E, property: string, value: string) => boolean,
): Test<E> {
  const clauses = [...search.matchAll(/"([^":]+):((?:[^"\\]|\\.)*)"(?:\s+(AND|OR)\s+)?/gi)];
  const length = clauses.reduce((sum, clause) => sum + clause[0].length, 0);
  if (clauses.length === 0 || length !== search.trim().length)
    throw new ClauseError('The $search clause must be of the form "property:value", in double quotes', 0);
  const groups: Test<E>[][] = [[]];
  for (const [, property = '', value = '', joint] of clauses) {
    groups.at(-1)?.push((row) => matches(row, property, value));
    if (joint?.toUpperCase() === 'OR') groups.push([]);
  }
  return (row) => groups.some((group) => group.every((test) => test(row)));
}

/** Returns whether every word of `query` is a prefix of a word of `text`, case-insensitively. */
export function hasWords(text: string, query: string): boolean {
  const split = (value: string) =>
    value
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
  const words = split(text);
  return split(query).every((start) => words.some((word) => word.startsWith(start)));
}

/** Returns whether `text` contains the words of `query` consecutively. */
export function hasPhrase(text: string, query: string): boolean {
  const flat = (value: string) =>
    ` ${value
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  return flat(text).includes(flat(query).trimEnd());
}
