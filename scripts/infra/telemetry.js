/**
 * Portico's telemetry in Application Insights: the tables (by their workspace names) and the columns that Portico
 * fills, with their types and values. test/infra/queries.test.ts compares this list with the code.
 */

/** @typedef {import('./kusto/expressions.js').Type} Type */

/** @type {Record<string, Type>} */
const always = {
  TimeGenerated: 'datetime',
  AppRoleName: 'string',
  AppRoleInstance: 'string',
  AppVersion: 'string',
  OperationId: 'string',
  ItemCount: 'long',
  Properties: 'dynamic',
};

/** @type {Record<string, Type>} */
const result = { Name: 'string', Success: 'bool', ResultCode: 'string', DurationMs: 'real' };

/** @type {Readonly<Record<string, Readonly<Record<string, Type>>>>} */
export const tables = {
  AppRequests: { ...always, ...result, Url: 'string' },
  AppDependencies: { ...always, ...result, Target: 'string', DependencyType: 'string' },
  AppEvents: { ...always, Name: 'string' },
  AppExceptions: { ...always, ExceptionType: 'string', OuterMessage: 'string', ProblemId: 'string' },
  AppTraces: { ...always, Message: 'string', SeverityLevel: 'long' },
  // The standard output of an app in Container Apps.
  ContainerAppConsoleLogs: { TimeGenerated: 'datetime', Log: 'string', Stream: 'string' },
};

/** Portico's cloud role name. The Functions host has a role name of its own. */
export const role = 'portico';

/** Custom events and their properties. @type {Readonly<Record<string, readonly string[]>>} */
export const events = {
  tool_call: ['tool', 'area', 'kind', 'client', 'outcome', 'code', 'ms', 'requests', 'bytes'],
};

/** The values of `Target` in AppDependencies. */
export const targets = ['Entra', 'Graph', 'Key Vault', 'Tables'];

/** Names of dependencies and requests used in queries. */
export const names = { AppDependencies: ['on behalf of'], AppRequests: ['POST /mcp'] };

/** The prefix that distinguishes audit lines from other traces. */
export const auditPrefix = '{"audit":';

/** The paths of the fields in an audit event. */
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

/** Values of audit fields used in queries. @type {Readonly<Record<string, readonly string[]>>} */
export const auditWords = {
  phase: ['intent', 'outcome', 'refused'],
  'decision.effect': ['allow', 'refuse', 'confirm', 'approve'],
  'action.operation': ['authorize', 'consent', 'sign-in', 'token', 'refresh', 'revoke', 'logout'],
};
