import { compare } from '../compare.js';
import { readQuery } from './query.js';

const perHour = 'TimeGenerated';
const auditOnly = `where Message startswith '{"audit":'`;
const ownOnly = 'where AppRoleName == "portico"';
const callsOnly = 'where Name == "tool_call"';
/** The rows of the audit trail. On Container Apps, Azure stores the container's standard output in a separate table. */
const bothHostings =
  'union isfuzzy=true AppTraces, (ContainerAppConsoleLogs | project TimeGenerated, Message = Log, ItemCount = 1)';

/**
 * The requirements of each chart: the rows, the filters on the rows, and the columns to show. Tables and bar charts
 * show the largest value first.
 * @type {Readonly<Record<string, { rows: string, columns: readonly string[], filters: readonly string[], isSorted: boolean }>>}
 */
const needs = {
  tools: { rows: 'AppEvents', columns: ['tool', 'calls'], filters: [callsOnly], isSorted: true },
  clients: {
    rows: 'AppEvents',
    columns: [perHour, 'client', 'calls'],
    filters: [callsOnly],
    isSorted: false,
  },
  latency: {
    rows: 'AppRequests',
    columns: [perHour, 'p50', 'p95', 'p99'],
    filters: [`${ownOnly} and Name == "POST /mcp"`],
    isSorted: false,
  },
  errors: {
    rows: 'AppEvents',
    columns: ['code', 'calls'],
    filters: [
      callsOnly,
      'where outcome != "success" and code != "confirmation_needed" and code != "link_needed"',
    ],
    isSorted: true,
  },
  statuses: {
    rows: 'AppRequests',
    columns: [perHour, 'status', 'answers'],
    filters: [ownOnly],
    isSorted: false,
  },
  dependencies: {
    rows: 'AppDependencies',
    columns: ['Target', 'calls', 'failed', 'throttled', 'p95'],
    filters: [ownOnly],
    isSorted: true,
  },
  'on-behalf-of': {
    rows: 'AppDependencies',
    columns: [perHour, 'reused'],
    filters: [ownOnly, 'where calls > 0'],
    isSorted: false,
  },
  'sign-ins': {
    rows: bothHostings,
    columns: [perHour, 'phase', 'events'],
    filters: [auditOnly, 'where audit.action.operation == "sign-in"'],
    isSorted: false,
  },
  refusals: {
    rows: bothHostings,
    columns: ['rule', 'tool', 'client', 'refusals'],
    filters: [auditOnly, 'where audit.phase == "refused" and audit.decision.effect == "refuse"'],
    isSorted: true,
  },
};

/** @param {Readonly<Record<string, string>>} queries by file */
export function chartProblems(queries) {
  return [
    ...compare(Object.keys(queries).toSorted(), Object.keys(needs).toSorted(), 'workbook'),
    ...Object.entries(needs).flatMap(([name, wanted]) =>
      compare(shapeOf(queries[name] ?? ''), wanted, `monitoring/workbook/${name}.kql`),
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
    rows: lines[0],
    columns: columnsOf(query),
    filters: lines.filter((line) => line.startsWith('where ')),
    isSorted: lines.at(-1)?.startsWith('order by ') === true,
  };
}

/** Returns the columns of a query. Another check reports a query with invalid syntax. @param {string} query */
function columnsOf(query) {
  try {
    return [...readQuery(query).keys()];
  } catch {
    return [];
  }
}
