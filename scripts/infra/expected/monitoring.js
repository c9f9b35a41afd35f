import { matcher } from '../compare.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

const SETTINGS = 'Microsoft.Insights/diagnosticSettings';

/**
 * 1: users cannot work. 2: users have to wait. 3: some calls are repeated.
 * @type {Readonly<Record<string, number>>}
 */
const severities = { 'server-errors': 1, 'key-vault': 1, entra: 1, outage: 1, latency: 2, throttling: 3 };

/** @param {Facts} facts @returns {Expected[]} */
export function expectedMonitoring(facts) {
  const { ids, location, names, suffix, tags } = facts;
  const alert = `alert-${suffix}`;
  return [
    {
      type: 'Microsoft.OperationalInsights/workspaces',
      name: names.workspace,
      location,
      tags,
      properties: {
        // The only pricing tier that is still sold.
        sku: { name: 'PerGB2018' },
        retentionInDays: facts.logRetentionDays,
        workspaceCapping: { dailyQuotaGb: facts.logDailyCapGB },
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      },
    },
    {
      type: 'Microsoft.Insights/components',
      name: names.component,
      location,
      tags,
      kind: 'web',
      // No sampling at ingestion, because it would drop audit lines.
      properties: {
        Application_Type: 'web',
        WorkspaceResourceId: ids.workspace,
        IngestionMode: 'LogAnalytics',
        DisableLocalAuth: true,
      },
    },
    {
      type: 'Microsoft.Insights/actionGroups',
      name: alert,
      location: 'global',
      tags,
      properties: {
        groupShortName: 'portico',
        enabled: true,
        emailReceivers: facts.emails.map((emailAddress, index) => ({
          name: `person-${index}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
    },
    ...alertRules(facts),
    {
      type: 'Microsoft.Insights/workbooks',
      // Azure requires a GUID.
      name: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      location,
      tags,
      kind: 'shared',
      properties: {
        displayName: 'Portico',
        category: 'workbook',
        sourceId: ids.workspace,
        version: 'Notebook/1.0',
        // workbook.js checks the content.
        serializedData: /^\{/,
      },
    },
    ...budget(facts),
    ...expectedLogs(facts),
  ];
}

/** One alert rule for each query. @param {Facts} facts @returns {Expected[]} */
function alertRules({ code, id, ids, location, suffix, tags }) {
  const alert = `alert-${suffix}`;
  return Object.entries(code.alerts).map(([name, query]) => ({
    type: 'Microsoft.Insights/scheduledQueryRules',
    name: `${alert}-${name}`,
    location,
    tags,
    kind: 'LogAlert',
    properties: {
      displayName: `Portico: ${name}`,
      // alert-sentence.js compares the description with the query.
      description: /^[A-Z0-9].*\.$/,
      severity: severities[name],
      enabled: true,
      autoMitigate: true,
      scopes: [ids.workspace],
      // Shorter than the window, so that every row is evaluated.
      evaluationFrequency: 'PT5M',
      windowSize: 'PT15M',
      // Azure would otherwise reject the rule, because the tables of a new workspace do not exist yet.
      skipQueryValidation: true,
      criteria: {
        allOf: [
          {
            query,
            // The query returns a row if the condition is met.
            timeAggregation: 'Count',
            operator: 'GreaterThan',
            threshold: 0,
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      actions: { actionGroups: [id('Microsoft.Insights/actionGroups', alert)] },
    },
  }));
}

/** @param {Facts} facts @returns {Expected[]} */
function budget({ budgetAmount, budgetStart, emails, suffix }) {
  if (budgetAmount === 0) return [];
  const notification = (/** @type {number} */ threshold, /** @type {string} */ thresholdType) => ({
    enabled: true,
    operator: 'GreaterThanOrEqualTo',
    threshold,
    thresholdType,
    contactEmails: emails,
    // Ensures that somebody receives the emails even without ALERT_EMAILS.
    contactRoles: ['Owner'],
  });
  return [
    {
      type: 'Microsoft.Consumption/budgets',
      name: `budget-${suffix}`,
      properties: {
        category: 'Cost',
        timeGrain: 'Monthly',
        amount: budgetAmount,
        timePeriod: { startDate: budgetStart },
        notifications: { actual80: notification(80, 'Actual'), forecast100: notification(100, 'Forecasted') },
      },
    },
  ];
}

/** Every resource that has logs sends them to the workspace. @param {Facts} facts @returns {Expected[]} */
function expectedLogs(facts) {
  const { hasDomain, id, ids, isFlex, isPrivate, names } = facts;
  const network = names.network;
  const all = [{ categoryGroup: 'allLogs', enabled: true }];
  const audit = [{ categoryGroup: 'audit', enabled: true }];
  // Reads are not logged, because every call reads.
  const changes = ['StorageWrite', 'StorageDelete'].map((category) => ({ category, enabled: true }));
  const sources = [
    { on: ids.workspace, name: 'audit', logs: audit },
    { on: ids.vault, name: 'audit', logs: audit },
    { on: `${ids.storage}/blobServices/default`, name: 'changes', logs: changes },
    { on: `${ids.storage}/tableServices/default`, name: 'changes', logs: changes },
    ...(isFlex ? [] : [{ on: ids.environment, name: 'all', logs: all }]),
    ...(hasDomain ? [{ on: id('Microsoft.Cdn/profiles', names.frontDoor), name: 'all', logs: all }] : []),
    ...(isPrivate
      ? [
          ids.network,
          id('Microsoft.Network/networkSecurityGroups', `${network}-endpoints`),
          id('Microsoft.Network/publicIPAddresses', `${network}-egress`),
        ].map((on) => ({ on, name: 'all', logs: all }))
      : []),
  ];
  return sources.map(({ on, name, logs }) => ({
    type: SETTINGS,
    on,
    name: matcher(`${name} of ${on.split('/').slice(-2).join('/')}`, (found) => found === name),
    properties: { workspaceId: ids.workspace, logs },
  }));
}
