/**
 * Reads Kusto expressions and finds their types.
 * @typedef {'string' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic'} Type
 * @typedef {{ columns: Map<string, Type>, isSummary?: boolean }} Scope `isSummary`: aggregations are allowed
 * @typedef {{ type: Type, name?: string, literal?: string }} Value `name` of a column or function
 */

/** @param {Type} type */
const isNumber = (type) => type === 'long' || type === 'real';

/** Scalar functions: their arguments and the result. @type {Readonly<Record<string, [readonly string[], Type]>>} */
const scalars = {
  toint: [['any'], 'long'],
  tostring: [['any'], 'string'],
  todouble: [['any'], 'real'],
  strcat: [['string', 'string'], 'string'],
  substring: [['string', 'long', 'long'], 'string'],
  parse_json: [['string'], 'dynamic'],
  round: [['number', 'long'], 'real'],
  max_of: [['number', 'number'], 'real'],
  min_of: [['number', 'number'], 'real'],
  ago: [['timespan'], 'datetime'],
  now: [[], 'datetime'],
  isempty: [['string'], 'bool'],
  isnotempty: [['string'], 'bool'],
};

/**
 * Aggregations. A row can stand for several events, so ItemCount is summed and rows are never counted.
 * @type {Readonly<Record<string, [readonly string[], Type]>>}
 */
const aggregations = {
  sum: [['number'], 'long'],
  sumif: [['number', 'bool'], 'long'],
  dcount: [['any'], 'long'],
  avg: [['number'], 'real'],
  max: [['number'], 'real'],
  min: [['number'], 'real'],
  percentile: [['number', 'percent'], 'real'],
};

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
export function readExpression(reader, scope) {
  let left = readAnd(reader, scope);
  while (reader.take('or')) left = bothBool(left, readAnd(reader, scope), 'or');
  return left;
}

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
function readAnd(reader, scope) {
  let left = readComparison(reader, scope);
  while (reader.take('and')) left = bothBool(left, readComparison(reader, scope), 'and');
  return left;
}

/** @param {Value} left @param {Value} right @param {string} word @returns {Value} */
function bothBool(left, right, word) {
  if (left.type !== 'bool' || right.type !== 'bool')
    throw new Error(`both sides of ${word} must be conditions.`);
  return { type: 'bool' };
}

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
function readComparison(reader, scope) {
  const left = readSum(reader, scope);
  const sign = ['==', '!=', '=~', '<', '>', '<=', '>='].find((one) => reader.is(one));
  if (sign !== undefined) {
    reader.next();
    const right = readSum(reader, scope);
    checkComparable(left, right, sign);
    return { type: 'bool' };
  }
  const word = ['startswith', 'endswith', 'contains', 'has'].find((one) => reader.take(one));
  if (word !== undefined) {
    const right = readSum(reader, scope);
    if (left.type !== 'string' || right.type !== 'string') throw new Error(`${word} compares texts only.`);
    return { type: 'bool' };
  }
  if (!reader.take('in')) return left;
  for (const item of readArguments(reader, scope))
    if (item.type !== left.type)
      throw new Error(`${left.name} (${left.type}) cannot be in a list of ${item.type}.`);
  return { type: 'bool' };
}

/** @param {Value} left @param {Value} right @param {string} sign */
function checkComparable(left, right, sign) {
  const isOrder = sign.includes('<') || sign.includes('>');
  const isSame = left.type === right.type || (isNumber(left.type) && isNumber(right.type));
  const isOrdered = isNumber(left.type) || ['datetime', 'timespan'].includes(left.type);
  if (isOrder ? isSame && isOrdered : isSame || left.type === 'dynamic') return;
  throw new Error(
    `${left.name ?? left.type} (${left.type}) cannot be compared with ${right.type} by ${sign}.`,
  );
}

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
function readSum(reader, scope) {
  let left = readField(reader, scope);
  for (;;) {
    const sign = ['+', '-', '*', '/'].find((one) => reader.is(one));
    if (sign === undefined) return left;
    reader.next();
    const right = readField(reader, scope);
    if (!isNumber(left.type) || !isNumber(right.type))
      throw new Error(`${sign} needs numbers on both sides.`);
    left = { type: left.type === 'long' && right.type === 'long' ? 'long' : 'real' };
  }
}

/**
 * Reads a value or one of its fields.
 * @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value}
 */
function readField(reader, scope) {
  let value = readPrimary(reader, scope);
  while (reader.take('.')) {
    if (value.type !== 'dynamic') throw new Error(`${value.name ?? value.type} has no fields.`);
    value = { type: 'dynamic', name: `${value.name}.${reader.name()}` };
  }
  return value;
}

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
function readPrimary(reader, scope) {
  const { kind, text } = reader.next();
  if (kind === 'text') return { type: 'string', literal: text };
  if (kind === 'span') return { type: 'timespan', literal: text };
  if (kind === 'number') return { type: text.includes('.') ? 'real' : 'long', literal: text };
  if (text === '(' && kind === 'sign') {
    const inside = readExpression(reader, scope);
    reader.expect(')');
    return inside;
  }
  if (kind !== 'word') throw new Error(`it has "${text}" where a value is expected.`);
  if (text === 'true' || text === 'false') return { type: 'bool' };
  if (reader.is('(')) return readCall(text, reader, scope);
  const type = scope.columns.get(text);
  if (type === undefined) throw new Error(`there is no column ${text} here.`);
  return { type, name: text };
}

/** @param {string} name @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value} */
function readCall(name, reader, scope) {
  if (name === 'bin') return readBin(reader, scope);
  const aggregation = aggregations[name];
  if (aggregation !== undefined && scope.isSummary !== true)
    throw new Error(`${name}() is allowed in summarize only.`);
  const described = aggregation ?? scalars[name];
  if (described === undefined) throw new Error(`there is no function ${name}() here.`);
  const given = readArguments(reader, aggregation ? { columns: scope.columns } : scope);
  const [wanted, type] = described;
  if (given.length !== wanted.length) throw new Error(`${name}() takes ${wanted.length} argument(s).`);
  for (const [index, kind] of wanted.entries()) {
    const argument = given[index];
    if (argument === undefined || !fits(argument, kind))
      throw new Error(`argument ${index + 1} of ${name}() must be of type ${kind}, not ${argument?.type}.`);
  }
  return { type, name: name === 'percentile' ? `percentile ${given[1]?.literal}` : name };
}

/** @param {Value} value @param {string} kind */
function fits({ type, literal }, kind) {
  if (kind === 'any') return true;
  if (kind === 'number') return isNumber(type);
  if (kind === 'percent') return isNumber(type) && Number(literal) > 0 && Number(literal) < 100;
  return type === kind;
}

/**
 * Reads `bin`, which rounds a time down to a multiple of a timespan, or a number down to a multiple of another number.
 * @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value}
 */
function readBin(reader, scope) {
  const given = readArguments(reader, scope);
  const [value, step] = given;
  const isTime = value?.type === 'datetime' && step?.type === 'timespan';
  if (given.length !== 2 || !value || !step || !(isTime || (isNumber(value.type) && isNumber(step.type))))
    throw new Error('bin() takes a time and a span such as 1h, or two numbers.');
  return { type: value.type, name: value.name };
}

/** @param {import('./tokens.js').Reader} reader @param {Scope} scope @returns {Value[]} */
function readArguments(reader, scope) {
  reader.expect('(');
  const found = [];
  if (!reader.is(')')) {
    do found.push(readExpression(reader, scope));
    while (reader.take(','));
  }
  reader.expect(')');
  return found;
}
