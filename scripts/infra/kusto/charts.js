import { compare } from '../compare.js';
import { readQuery } from './query.js';

const perHour = 'TimeGenerated';
const auditOnly = `where Message startswith '{"audit":'`;
const ownOnly = 'where AppRoleName == "portico"';
const callsOnly = 'where Name == "tool_call"';

/**
 * What each chart needs: the columns that it draws, and the rows that it leaves out. A chart that is a table or has bars
 * shows the largest first.
 * @type {Readonly<Record<string, { columns: readonly string[], filters: readonly string[], isSorted: boolean }>>}
 */
const needs = {
  tools: { columns: ['tool', 'calls'], filters: [callsOnly], isSorted: true },
  clients: { columns: [perHour, 'client', 'calls'], filters: [callsOnly], isSorted: false },
  latency: {
    columns: [perHour, 'p50', 'p95', 'p99'],
    filters: [`${ownOnly} and Name == "POST /mcp"`],
    isSorted: false,
  },
  errors: { columns: ['code', 'calls'], filters: [callsOnly, 'where outcome != "success"'], isSorted: true },
  statuses: { columns: [perHour, 'status', 'answers'], filters: [ownOnly], isSorted: false },
  dependencies: {
    columns: ['Target', 'calls', 'failed', 'throttled', 'p95'],
    filters: [ownOnly],
    isSorted: true,
  },
  'on-behalf-of': { columns: [perHour, 'reused'], filters: [ownOnly, 'where calls > 0'], isSorted: false },
  'sign-ins': {
    columns: [perHour, 'phase', 'events'],
    filters: [auditOnly, 'where audit.action.operation == "sign-in"'],
    isSorted: false,
  },
  refusals: {
    columns: ['rule', 'tool', 'client', 'refusals'],
    filters: [auditOnly, 'where audit.phase == "refused"'],
    isSorted: true,
  },
};

/** @param {Readonly<Record<string, string>>} queries by file */
export function chartProblems(queries) {
  return [
    ...compare(Object.keys(queries).toSorted(), Object.keys(needs).toSorted(), 'workbook'),
    ...Object.entries(needs).flatMap(([name, wanted]) =>
      compare(shapeOf(queries[name] ?? ''), wanted, `workbook/${name}.kql`),
    ),
  ];
}

/** @param {string} query */
function shapeOf(query) {
  const lines = query
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\| /, ''));
  return {
    columns: columnsOf(query),
    filters: lines.filter((line) => line.startsWith('where ')),
    isSorted: lines.at(-1)?.startsWith('order by ') === true,
  };
}

/** A query that cannot be read is reported elsewhere. @param {string} query */
function columnsOf(query) {
  try {
    return [...readQuery(query).keys()];
  } catch {
    return [];
  }
}
