import { compare } from './compare.js';
import { queryProblems } from './kusto.js';

/** The title and type of each chart. Values over time need a line chart or a time chart. @type {Readonly<Record<string, { title: string, chart: string }>>} */
const charts = {
  tools: { title: 'Tool calls by tool', chart: 'barchart' },
  clients: { title: 'Tool calls by client', chart: 'timechart' },
  latency: { title: 'Latency of MCP calls (ms)', chart: 'linechart' },
  errors: { title: 'Errors of tool calls', chart: 'barchart' },
  statuses: { title: 'Responses by status', chart: 'timechart' },
  dependencies: { title: 'Graph, Entra, Key Vault and tables: failures and latency', chart: 'table' },
  'on-behalf-of': { title: 'On-Behalf-Of: Graph calls without a token exchange (%)', chart: 'linechart' },
  'sign-ins': { title: 'Sign-ins', chart: 'timechart' },
  refusals: { title: 'Refusals by rule', chart: 'table' },
};

const HOUR_MS = 3_600_000;

/**
 * Checks the content of the workbook: Azure stores it as text and does not check it.
 * @param {string} serialized @param {string} workspaceId @param {Readonly<Record<string, string>>} queries by file
 */
export function workbookProblems(serialized, workspaceId, queries) {
  const unknown = Object.keys(queries).filter((name) => charts[name] === undefined);
  const wanted = {
    version: 'Notebook/1.0',
    items: [
      timePicker,
      ...Object.entries(charts).map(([name, chart], index) => item(index, chart, queries[name])),
    ],
    fallbackResourceIds: [workspaceId],
  };
  return [
    ...unknown.map((name) => `The workbook has no chart for ${name}.kql.`),
    ...compare(JSON.parse(serialized), wanted, 'workbook'),
    ...Object.entries(queries).flatMap(([name, query]) =>
      queryProblems(query).map((problem) => `The chart "${charts[name]?.title}": ${problem}`),
    ),
    ...Object.entries(charts)
      .filter(
        ([name, { chart }]) =>
          (queries[name] ?? '').includes('bin(TimeGenerated') !== /time|line/.test(chart),
      )
      .map(([name, { chart }]) => `The query of ${name} does not fit a ${chart}.`),
  ];
}

/** @param {number} index @param {{ title: string, chart: string }} chart @param {string | undefined} query */
function item(index, { title, chart }, query) {
  return {
    type: 3,
    name: `chart-${index}`,
    // Two charts per row.
    customWidth: '50',
    content: {
      version: 'KqlItem/1.0',
      title,
      query,
      size: 0,
      timeContextFromParameter: 'Time',
      // 0 stands for the logs in a workspace.
      queryType: 0,
      resourceType: 'microsoft.operationalinsights/workspaces',
      visualization: chart,
    },
  };
}

/** The default is one day. Users can choose an hour, a day, a week, 30 days or a custom period. */
const timePicker = {
  type: 9,
  name: 'time',
  content: {
    version: 'KqlParameterItem/1.0',
    style: 'pills',
    parameters: [
      {
        id: /^[0-9a-f-]{36}$/,
        name: 'Time',
        label: 'Time',
        type: 4,
        version: 'KqlParameterItem/1.0',
        isRequired: true,
        value: { durationMs: 24 * HOUR_MS },
        typeSettings: {
          selectableValues: [1, 24, 7 * 24, 30 * 24].map((hours) => ({ durationMs: hours * HOUR_MS })),
          allowCustom: true,
        },
      },
    ],
  },
};
