/**
 * What Application Insights keeps of what Portico tells it: the tables (workspace names) with the columns that are
 * filled, and the words that stand in them. test/infra/queries.test.ts holds the words to the code.
 */

const always = [
  'TimeGenerated',
  'AppRoleName',
  'AppRoleInstance',
  'AppVersion',
  'OperationId',
  'ItemCount',
  'Properties',
];

/** @type {Readonly<Record<string, readonly string[]>>} */
export const tables = {
  AppRequests: [...always, 'Name', 'Url', 'Success', 'ResultCode', 'DurationMs'],
  AppDependencies: [...always, 'Name', 'Target', 'DependencyType', 'Success', 'ResultCode', 'DurationMs'],
  AppEvents: [...always, 'Name'],
  AppExceptions: [...always, 'ExceptionType', 'OuterMessage', 'ProblemId'],
  AppTraces: [...always, 'Message', 'SeverityLevel'],
  // Where Container Apps keep what the app writes to standard output.
  ContainerAppConsoleLogs: ['TimeGenerated', 'Log', 'Stream'],
};

/** The cloud role under which Portico itself speaks; the Functions host has its own. */
export const role = 'portico';

/** Custom events, and the properties of each. @type {Readonly<Record<string, readonly string[]>>} */
export const events = {
  tool_call: ['tool', 'area', 'kind', 'client', 'outcome', 'code', 'ms', 'requests', 'bytes'],
};

/** What a dependency can be called. */
export const targets = ['Entra', 'Graph', 'Key Vault', 'Tables'];

/** Names of dependencies and requests that queries ask for. */
export const names = { AppDependencies: ['on behalf of'], AppRequests: ['POST /mcp'] };

/** How a line of the audit trail begins among the traces. */
export const auditPrefix = '{"audit":';

/** What an audit event holds. */
export const auditPaths = [
  'phase',
  'caller.tid',
  'caller.oid',
  'client.class',
  'client.id',
  'action.tool',
  'action.operation',
  'action.kind',
  'decision.effect',
  'decision.rule',
  'outcome',
  'ms',
];

/** Words of the audit trail that queries ask for. @type {Readonly<Record<string, readonly string[]>>} */
export const auditWords = {
  phase: ['intent', 'outcome', 'refused'],
  'action.operation': ['authorize', 'consent', 'sign-in', 'token', 'refresh', 'revoke', 'logout'],
};
