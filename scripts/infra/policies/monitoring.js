import { queryProblems } from '../kusto.js';
import { differences, everyOf, label, targetOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** Resources with diagnostic logs, and the categories that are collected. */
const logged = /** @type {Record<string, RegExp>} */ ({
  'Microsoft.KeyVault/vaults': /"audit"/,
  'Microsoft.OperationalInsights/workspaces': /"audit"/,
  'Microsoft.Storage/storageAccounts/blobServices': /"StorageWrite".*"StorageDelete"/,
  'Microsoft.Storage/storageAccounts/tableServices': /"StorageWrite".*"StorageDelete"/,
  'Microsoft.Network/virtualNetworks': /"allLogs"/,
  'Microsoft.Network/networkSecurityGroups': /"allLogs"/,
  'Microsoft.Network/publicIPAddresses': /"allLogs"/,
  'Microsoft.Cdn/profiles': /"allLogs"/,
  'Microsoft.App/managedEnvironments': /"allLogs"/,
});

/** Checks that diagnostic logs are sent to the workspace. @param {Prediction} prediction */
export function checkLogs(prediction) {
  const settings = prediction.of('Microsoft.Insights/diagnosticSettings');
  const kept = Object.entries(logged).flatMap(([type, categories]) =>
    prediction.of(type).flatMap((resource) => {
      const setting = settings.find((one) => targetOf(one) === resource.id);
      if (setting === undefined) return [`${label(resource)} does not send its logs anywhere.`];
      const logs = /** @type {any[]} */ (setting.properties.logs ?? []);
      return [
        ...differences(setting, { 'properties.workspaceId': /\/workspaces\/log-/ }),
        ...(categories.test(JSON.stringify(logs)) && logs.every(({ enabled }) => enabled === true)
          ? []
          : [`${label(resource)} does not send the logs that match ${categories}.`]),
      ];
    }),
  );
  return [
    ...kept,
    ...everyOf(prediction, 'Microsoft.Insights/components', {
      'properties.WorkspaceResourceId': /\/workspaces\/log-/,
      'properties.IngestionMode': 'LogAnalytics',
    }),
  ];
}

const alertNames = ['server-errors', 'latency', 'key-vault', 'entra', 'throttling', 'outage'];

/** @param {Prediction} prediction @param {Stack} stack */
export function checkAlerts(prediction, stack) {
  const rules = prediction.of('Microsoft.Insights/scheduledQueryRules');
  const missing = alertNames.filter((name) => !rules.some((rule) => rule.name.endsWith(`-${name}`)));
  return [
    ...missing.map((name) => `There is no alert for ${name}.`),
    ...rules.flatMap((rule) => [
      ...differences(rule, {
        'properties.enabled': true,
        'properties.severity': /^[0-3]$/,
        'properties.scopes.0': /\/workspaces\/log-/,
        'properties.evaluationFrequency': 'PT5M',
        'properties.windowSize': 'PT15M',
        'properties.actions.actionGroups.0': /\/actionGroups\/alert-/,
        'properties.criteria.allOf.0.timeAggregation': 'Count',
        'properties.criteria.allOf.0.operator': 'GreaterThan',
        'properties.criteria.allOf.0.threshold': 0,
      }),
      ...queryProblems(String(rule.properties.criteria?.allOf?.[0]?.query)).map(
        (one) => `${label(rule)}: ${one}`,
      ),
    ]),
    ...everyOf(prediction, 'Microsoft.Insights/actionGroups', {
      'properties.enabled': true,
      'properties.emailReceivers.length': stack.private ? 2 : 0,
    }),
  ];
}

/** @param {Prediction} prediction */
export function checkWorkbook(prediction) {
  const problems = everyOf(prediction, 'Microsoft.Insights/workbooks', {
    kind: 'shared',
    'properties.sourceId': /\/workspaces\/log-/,
    'properties.category': 'workbook',
  });
  const charts = prediction.of('Microsoft.Insights/workbooks').flatMap(chartsOf);
  if (charts.length < 9) problems.push(`The workbook has ${charts.length} charts; nine are expected.`);
  return [
    ...problems,
    ...charts.flatMap(({ title, query, timeContextFromParameter: time }) => [
      ...queryProblems(query).map((problem) => `The chart "${title}": ${problem}`),
      ...(time === 'Time' ? [] : [`The chart "${title}" ignores the chosen time range.`]),
    ]),
  ];
}

/** @param {import('../prediction.js').Resource} workbook @returns {any[]} */
function chartsOf(workbook) {
  const { items } = JSON.parse(workbook.properties.serializedData);
  return items
    .map((/** @type {any} */ item) => item.content)
    .filter((/** @type {any} */ content) => content.query);
}

/** @param {Prediction} prediction @param {Stack} stack */
export function checkBudget(prediction, stack) {
  const budgets = prediction.of('Microsoft.Consumption/budgets');
  if (stack.budget === 0)
    return budgets.length === 0 ? [] : ['There is a budget although budgetAmount is 0.'];
  return everyOf(prediction, 'Microsoft.Consumption/budgets', {
    'properties.amount': stack.budget,
    'properties.timeGrain': 'Monthly',
    'properties.category': 'Cost',
    'properties.timePeriod.startDate': /^\d{4}-\d\d-01$/,
    'properties.notifications.actual80.contactEmails.length': 2,
    'properties.notifications.forecast100.thresholdType': 'Forecasted',
  });
}
