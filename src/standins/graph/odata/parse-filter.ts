import { isRecord } from '../../../base/is-record.ts';
import { compare, contains, equal } from './compare-values.ts';
import { ClauseError, type Token, tokensOf } from './filter-tokens.ts';
import { checkOperandTypes } from './operand-types.ts';

/** A parsed filter, with the properties and operators that the query rules check. */
export type Filter = {
  readonly test: (entity: unknown) => boolean;
  /** Property paths, in order of first appearance. */
  readonly properties: readonly string[];
  readonly operators: ReadonlySet<string>;
};

/** The variables of the enclosing lambdas. The entity is stored under the empty name. */
type Scope = Readonly<Record<string, unknown>>;
type Value = (scope: Scope) => unknown;

/** Precedence of the operators; a higher number binds more tightly. */
const binding: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  eq: 3,
  ne: 3,
  gt: 3,
  ge: 3,
  lt: 3,
  le: 3,
  in: 3,
};
const NOT_BINDING = 3;
const MAX_LENGTH = 8_000;
const MAX_DEPTH = 40;

const comparisons: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  eq: equal,
  ne: (left, right) => !equal(left, right),
  gt: (left, right) => compare(left, right) > 0,
  ge: (left, right) => compare(left, right) >= 0,
  lt: (left, right) => compare(left, right) < 0,
  le: (left, right) => compare(left, right) <= 0,
};

const text = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : undefined);

const functions: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  startswith: (value, start) => text(value)?.startsWith(text(start) ?? '') ?? false,
  endswith: (value, end) => text(value)?.endsWith(text(end) ?? '') ?? false,
  contains,
  tolower: (value) => text(value),
  toupper: (value) => (typeof value === 'string' ? value.toUpperCase() : undefined),
  length: (value) => (typeof value === 'string' ? value.length : undefined),
};

/** Parses a `$filter` clause. Throws ClauseError if it is invalid, and 400 for operands of incompatible types. */
export function parseFilter(clause: string): Filter {
  if (clause.length > MAX_LENGTH) throw new ClauseError('The clause is too long', MAX_LENGTH);
  const tokens = tokensOf(clause);
  checkOperandTypes(tokens);
  const reader = createReader(tokens);
  const value = expression(reader, 0);
  const rest = reader.peek();
  if (rest.kind !== 'end') throw new ClauseError(`Syntax error: unexpected '${rest.text}'`, rest.at);
  return {
    test: (entity) => value({ '': entity }) === true,
    properties: [...reader.properties],
    operators: reader.operators,
  };
}

type Reader = {
  peek(): Token;
  next(): Token;
  expect(mark: string): void;
  /** Calls `read` one nesting level deeper. Throws ClauseError beyond 40 levels. */
  deeper<T>(read: () => T): T;
  readonly properties: Set<string>;
  readonly operators: Set<string>;
  readonly variables: string[];
};

function createReader(tokens: readonly Token[]): Reader {
  let at = 0;
  let depth = 0;
  const peek = () => tokens[Math.min(at, tokens.length - 1)]!;
  const next = () => {
    const token = peek();
    at += 1;
    return token;
  };
  return {
    peek,
    next,
    expect: (mark) => {
      const token = next();
      if (token.text !== mark) throw new ClauseError(`Syntax error: '${mark}' expected`, token.at);
    },
    deeper: (read) => {
      depth += 1;
      if (depth > MAX_DEPTH) throw new ClauseError('The clause is nested too deeply', peek().at);
      const result = read();
      depth -= 1;
      return result;
    },
    properties: new Set(),
    operators: new Set(),
    variables: [],
  };
}

function expression(reader: Reader, strength: number): Value {
  let left = reader.deeper(() => operand(reader));
  for (;;) {
    const operator = reader.peek().text;
    const power = reader.peek().kind === 'name' ? (binding[operator] ?? 0) : 0;
    if (power <= strength) return left;
    reader.next();
    reader.operators.add(operator);
    left = operator === 'in' ? membership(left, reader) : combine(left, operator, expression(reader, power));
  }
}

function combine(left: Value, operator: string, right: Value): Value {
  if (operator === 'and') return (scope) => left(scope) === true && right(scope) === true;
  if (operator === 'or') return (scope) => left(scope) === true || right(scope) === true;
  const test = comparisons[operator]!;
  return (scope) => test(left(scope), right(scope));
}

function membership(left: Value, reader: Reader): Value {
  reader.expect('(');
  const members = list(reader);
  return (scope) => members.some((member) => equal(left(scope), member(scope)));
}

/** Parses comma-separated values up to the closing bracket. */
function list(reader: Reader): readonly Value[] {
  const values = [expression(reader, 0)];
  while (reader.peek().text === ',') {
    reader.next();
    values.push(expression(reader, 0));
  }
  reader.expect(')');
  return values;
}

function operand(reader: Reader): Value {
  const token = reader.next();
  if (token.kind === 'literal') return () => token.value;
  if (token.text === '(') {
    const inner = expression(reader, 0);
    reader.expect(')');
    return inner;
  }
  if (token.kind !== 'name') throw new ClauseError(`Syntax error: unexpected '${token.text}'`, token.at);
  if (token.text === 'not') {
    reader.operators.add('not');
    const inner = expression(reader, NOT_BINDING);
    return (scope) => inner(scope) !== true;
  }
  return reader.peek().text === '(' ? call(token, reader) : path(token, reader);
}

function call(name: Token, reader: Reader): Value {
  const run = functions[name.text.toLowerCase()];
  if (!run) throw new ClauseError(`An unknown function with name '${name.text}' was found`, name.at);
  reader.operators.add(name.text.toLowerCase());
  reader.next();
  const values = list(reader);
  return (scope) => run(...values.map((value) => value(scope)));
}

function path(first: Token, reader: Reader): Value {
  const bound = reader.variables.includes(first.text);
  const steps = bound ? [] : [first.text];
  while (reader.peek().text === '/') {
    reader.next();
    const step = reader.next();
    if (step.kind !== 'name') throw new ClauseError('Syntax error: a property name was expected', step.at);
    if ((step.text === 'any' || step.text === 'all') && reader.peek().text === '(') {
      if (!bound) reader.properties.add(steps.join('/'));
      return lambda(reader, step.text, (scope) => follow(bound ? scope[first.text] : scope[''], steps));
    }
    steps.push(step.text);
  }
  if (!bound) reader.properties.add(steps.join('/'));
  return (scope) => follow(bound ? scope[first.text] : scope[''], steps);
}

function lambda(reader: Reader, kind: 'any' | 'all', items: Value): Value {
  reader.operators.add(kind);
  reader.expect('(');
  if (kind === 'any' && reader.peek().text === ')') {
    reader.next();
    return (scope) => listOf(items(scope)).length > 0;
  }
  const variable = reader.next().text;
  reader.expect(':');
  reader.variables.push(variable);
  const test = expression(reader, 0);
  reader.variables.pop();
  reader.expect(')');
  return (scope) => {
    const passes = (item: unknown) => test({ ...scope, [variable]: item }) === true;
    return kind === 'any' ? listOf(items(scope)).some(passes) : listOf(items(scope)).every(passes);
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the value at a property path. `$count` is the length of a list. */
export function follow(start: unknown, steps: readonly string[]): unknown {
  let value = start;
  for (const step of steps) {
    if (Array.isArray(value)) return step === '$count' ? value.length : undefined;
    if (!isRecord(value)) return undefined;
    value = value[step];
  }
  return value;
}
