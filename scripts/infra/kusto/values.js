import { STATUS_CODES } from 'node:http';

import { auditPaths, auditPrefix, auditWords, events, names, role, targets } from '../telemetry.js';

/**
 * Finds values in a query that no row contains. Returns one sentence for each. Such a query finds nothing and reports
 * no error.
 * @param {string} text
 */
export function valueProblems(text) {
  const table = /\w+/.exec(text)?.[0] ?? '';
  return [
    ...wordProblems(text, table),
    ...pathProblems(text),
    ...comparisonsOf(text, 'audit').flatMap(({ path, value }) =>
      auditWords[path] && !auditWords[path].includes(value) ? [`no audit event has ${path} "${value}".`] : [],
    ),
  ];
}

/** Finds comparisons with values that never occur. @param {string} text @param {string} table */
function wordProblems(text, table) {
  const wanted = /** @type {Record<string, readonly string[]>} */ ({
    AppRoleName: [role],
    Target: targets,
    // The value is 0 if there was no response.
    ResultCode: ['0', ...Object.keys(STATUS_CODES)],
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
