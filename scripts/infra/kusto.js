import { auditPaths, auditPrefix, auditWords, events, names, role, tables, targets } from './telemetry.js';

/** The words of the Kusto query language that are used; any other word must be a column. */
const words =
  /^(?:union|isfuzzy|where|summarize|extend|project|order|by|desc|asc|and|or|in|startswith|bin|sum|sumif|count|countif|dcount|percentile|round|max_of|min_of|toint|tostring|todouble|strcat|substring|parse_json|true|false|\d+[smhd]?)$/;

/**
 * Finds tables, columns and values in a query that the telemetry does not contain, one sentence each.
 * @param {string} query
 */
export function queryProblems(query) {
  const text = query.trim();
  const read = tablesOf(text);
  const table = read[0] ?? '';
  const unknown = read.filter((name) => tables[name] === undefined);
  if (read.length === 0 || unknown.length > 0) {
    return [`it reads ${unknown.join(', ') || 'nothing'}, which is not a table of the telemetry.`];
  }
  const columns = read.flatMap((name) => tables[name]);
  const unquoted = text.replace(/"[^"]*"|'[^']*'/g, '""');
  const made = [...unquoted.matchAll(/(\w+)\s*=(?![=~])/g)].map((match) => match[1]);
  const known = new Set([...columns, ...made, ...read]);
  const roots = [...unquoted.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([name]) => name);
  return [
    ...unique(roots.filter((name) => !known.has(name) && !words.test(name))).map(
      (name) => `${table} has no column ${name}.`,
    ),
    ...wordProblems(text, table),
    ...pathProblems(text),
    ...comparisonsOf(text, 'audit').flatMap(({ path, value }) =>
      auditWords[path] && !auditWords[path].includes(value) ? [`no audit event has ${path} "${value}".`] : [],
    ),
  ];
}

/** The tables that a query reads. @param {string} text */
function tablesOf(text) {
  const [line = ''] = text.split('\n');
  // A comma in parentheses separates columns, not tables.
  const parts = line.startsWith('union ')
    ? line.replace(/^union (isfuzzy=true )?/, '').split(/,(?![^(]*\))/)
    : [line];
  return parts.flatMap((part) => /\w+/.exec(part) ?? []);
}

/** A comparison with a value that never occurs finds nothing. @param {string} text @param {string} table */
function wordProblems(text, table) {
  const wanted = /** @type {Record<string, readonly string[]>} */ ({
    AppRoleName: [role],
    Target: targets,
    Name: table === 'AppEvents' ? Object.keys(events) : (names[table] ?? []),
  });
  return Object.entries(wanted).flatMap(([column, allowed]) =>
    unique(literalsOf(text, column))
      .filter((literal) => !allowed.includes(literal))
      .map((literal) => `no row has ${column} "${literal}".`),
  );
}

/** @param {string} text @param {string} column */
function literalsOf(text, column) {
  const equal = [...text.matchAll(new RegExp(`\\b${column}\\s*[=!]=\\s*"([^"]*)"`, 'g'))].map(
    (match) => match[1],
  );
  const lists = [...text.matchAll(new RegExp(`\\b${column}\\s+in\\s*\\(([^)]*)\\)`, 'g'))];
  const listed = lists.flatMap((match) =>
    [...(match[1] ?? '').matchAll(/"([^"]*)"/g)].map((item) => item[1]),
  );
  return [...equal, ...listed];
}

/** @param {string} text */
function pathProblems(text) {
  const event = literalsOf(text, 'Name').find((name) => Object.hasOwn(events, name));
  const properties = [...text.matchAll(/\bProperties\.(\w+)/g)].map((match) => match[1]);
  const audited = [...text.matchAll(/\baudit\.([\w.]+)/g)].map((match) => match[1]);
  return [
    ...properties
      .filter((name) => event === undefined || !events[event]?.includes(name))
      .map((name) => `${event ?? 'a row'} has no property ${name}.`),
    ...audited.filter((path) => !auditPaths.includes(path)).map((path) => `an audit event has no ${path}.`),
    ...(audited.length > 0 && !text.includes(`startswith '${auditPrefix}'`)
      ? ['it reads audit fields without selecting audit lines.']
      : []),
  ];
}

/** @param {string} text @param {string} root @returns {{ path: string, value: string }[]} */
function comparisonsOf(text, root) {
  const found = text.matchAll(new RegExp(`\\b${root}\\.([\\w.]+)\\s*[=!]=\\s*"([^"]*)"`, 'g'));
  return [...found].map((match) => ({ path: match[1], value: match[2] }));
}

/** @template T @param {readonly T[]} values */
function unique(values) {
  return [...new Set(values)];
}
