import { tables } from '../telemetry.js';
import { readExpression } from './expressions.js';
import { createReader, tokensOf } from './tokens.js';

/** @typedef {import('./expressions.js').Scope} Scope @typedef {import('./tokens.js').Reader} Reader */

/**
 * Reads a query as Kusto does: tables, operators, columns and their types. Returns the columns of the result, or throws
 * with a sentence.
 * @param {string} text @returns {Map<string, import('./expressions.js').Type>}
 */
export function readQuery(text) {
  const reader = createReader(tokensOf(text));
  const columns = readPipeline(reader);
  if (reader.peek().kind !== 'end') throw new Error(`it has "${reader.peek().text}" where | is expected.`);
  return columns;
}

/** @param {Reader} reader @returns {Scope['columns']} */
function readPipeline(reader) {
  let columns = reader.take('union') ? readUnion(reader) : readTable(reader);
  while (reader.take('|')) {
    const name = reader.name();
    const operator = operators[name];
    if (operator === undefined) throw new Error(`there is no operator ${name} here.`);
    columns = operator(reader, columns);
  }
  return columns;
}

/** @param {Reader} reader @returns {Scope['columns']} */
function readTable(reader) {
  const name = reader.name();
  const columns = tables[name];
  if (columns === undefined) throw new Error(`it reads ${name}, which is not a table of the telemetry.`);
  return new Map(Object.entries(columns));
}

/** @param {Reader} reader @returns {Scope['columns']} */
function readUnion(reader) {
  // Without `isfuzzy`, the query fails while one of the tables is empty.
  for (const text of ['isfuzzy', '=', 'true']) reader.expect(text);
  const all = new Map();
  do {
    const isQuery = reader.take('(');
    const columns = isQuery ? readPipeline(reader) : readTable(reader);
    if (isQuery) reader.expect(')');
    for (const [name, type] of columns) {
      if (all.has(name) && all.get(name) !== type) throw new Error(`${name} has two types in the union.`);
      all.set(name, type);
    }
  } while (reader.take(','));
  return all;
}

/** @type {Readonly<Record<string, (reader: Reader, columns: Scope['columns']) => Scope['columns']>>} */
const operators = {
  where(reader, columns) {
    if (readExpression(reader, { columns }).type !== 'bool') throw new Error('where needs a condition.');
    return columns;
  },
  extend(reader, columns) {
    return new Map([...columns, ...readNamed(reader, { columns })]);
  },
  project(reader, columns) {
    return new Map(readNamed(reader, { columns }));
  },
  summarize(reader, columns) {
    const sums = readNamed(reader, { columns, isSummary: true });
    for (const [name, , value] of sums) checkPercentile(name, value.name);
    const groups = reader.take('by') ? readNamed(reader, { columns }) : [];
    return new Map([...groups, ...sums].map(([name, type]) => [name, type]));
  },
  order(reader, columns) {
    reader.expect('by');
    do {
      const name = reader.name();
      if (!columns.has(name)) throw new Error(`it orders by ${name}, which is not a column here.`);
      if (!reader.take('desc')) reader.take('asc');
    } while (reader.take(','));
    return columns;
  },
};

/**
 * Reads `name = expression` or a single column, separated by commas.
 * @param {Reader} reader @param {Scope} scope
 * @returns {[string, import('./expressions.js').Type, import('./expressions.js').Value][]}
 */
function readNamed(reader, scope) {
  /** @type {[string, import('./expressions.js').Type, import('./expressions.js').Value][]} */
  const found = [];
  do {
    const value = readExpression(reader, allowNewName(scope, reader));
    const { name } = value;
    if (reader.take('=')) {
      const assigned = readExpression(reader, scope);
      found.push([String(name), assigned.type, assigned]);
    } else {
      if (name === undefined) throw new Error('a column without a name is computed.');
      if (scope.isSummary) throw new Error(`${name}() has no name.`);
      found.push([name, value.type, value]);
    }
  } while (reader.take(','));
  return found;
}

/** Allows a new column name before `=`. @param {Scope} scope @param {Reader} reader @returns {Scope} */
function allowNewName(scope, reader) {
  const { kind, text } = reader.peek();
  if (kind !== 'word' || scope.columns.has(text)) return scope;
  return { ...scope, columns: new Map([...scope.columns, [text, newColumn(reader)]]) };
}

/**
 * Reads a name that is not an existing column. Throws unless `=` or `(` follows the name, because otherwise it refers
 * to a column that does not exist.
 * @param {Reader} reader @returns {import('./expressions.js').Type}
 */
function newColumn(reader) {
  if (reader.peekSecond().text === '=') return 'dynamic';
  if (reader.peekSecond().text === '(') return 'dynamic';
  throw new Error(`there is no column ${reader.peek().text} here.`);
}

/** A column named p95 must contain that percentile. @param {string} name @param {string | undefined} made */
function checkPercentile(name, made) {
  const percent = /^p(\d+)$/.exec(name)?.[1];
  if (percent !== undefined && made !== `percentile ${percent}`)
    throw new Error(`${name} is not percentile ${percent}.`);
}
