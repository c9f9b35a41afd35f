/** What is assumed of people, calls and rows; change it to what you see. */
export const assumptions = {
  /** MCP requests of one person on a working day, listing and pings included. */
  callsPerDay: 40,
  /** Renewed sign-ins of one person on a working day. */
  refreshesPerDay: 8,
  workingDays: 21,
  workingHours: 8,
  /** Flex bills at least this many seconds of an instance for a call that comes alone. */
  billedSeconds: 1,
  instanceGb: 2,
  /** Requests that one instance takes at a time. */
  httpConcurrency: 100,
  /** Rows of telemetry, audit trail and host for one call, in kB altogether. */
  logKbPerCall: 6,
  /** Rows about one changed row of a table, in kB. */
  logKbPerChange: 1,
  tableTransactionsPerCall: 2,
  tableChangesPerRefresh: 2,
  /** Reads of Key Vault by one instance in an hour. */
  vaultReadsPerHour: 40,
  /** Bytes that one call brings from Graph, in kB. */
  graphKbPerCall: 30,
  alertRules: 6,
};

const HOURS_A_MONTH = 730;

/**
 * @typedef {{ people: number, alwaysReady?: number, network?: 'public' | 'private', customDomain?: boolean }} Stack
 */

/**
 * What a stack costs in a month, by what it is paid for, in the currency of the price table.
 * @param {Stack} stack @param {any} prices
 * @returns {{ lines: { name: string, cost: number }[], total: number }}
 */
export function monthlyCost(stack, prices) {
  const use = usageOf(stack);
  const lines = [
    { name: 'Functions', cost: functionsCost(stack, use, prices.flex) },
    { name: 'Tables', cost: (use.tableTransactions / 10_000) * prices.tables.tenThousandTransactions },
    { name: 'Key Vault', cost: (use.vaultReads / 10_000) * prices.keyVault.tenThousandOperations },
    { name: 'Logs', cost: beyond(use.logGb, prices.logs.freeGb) * prices.logs.gb },
    { name: 'Alerts', cost: assumptions.alertRules * prices.alerts.ruleMonth },
    ...(stack.network === 'private'
      ? [{ name: 'Private network', cost: networkCost(use, prices.network) }]
      : []),
    ...(stack.customDomain ? [{ name: 'Front Door', cost: frontDoorCost(use, prices.frontDoor) }] : []),
  ];
  return { lines, total: lines.reduce((sum, { cost }) => sum + cost, 0) };
}

/** What people and their calls come to in a month. @param {Stack} stack */
function usageOf({ people }) {
  const a = assumptions;
  const calls = people * a.callsPerDay * a.workingDays;
  const refreshes = people * a.refreshesPerDay * a.workingDays;
  const workingSeconds = a.workingDays * a.workingHours * 3_600;
  const callsPerSecond = calls / workingSeconds;
  // Few calls come alone and are billed alone; many share instances that work all day.
  const instances = Math.ceil((callsPerSecond * a.billedSeconds) / a.httpConcurrency);
  const instanceSeconds = Math.min(calls * a.billedSeconds, workingSeconds * instances);
  const changes = refreshes * a.tableChangesPerRefresh;
  return {
    calls,
    instanceSeconds,
    tableTransactions: calls * a.tableTransactionsPerCall + changes,
    vaultReads: (instanceSeconds / 3_600) * a.vaultReadsPerHour,
    logGb: (calls * a.logKbPerCall + changes * a.logKbPerChange) / 1_000_000,
    graphGb: (calls * a.graphKbPerCall) / 1_000_000,
  };
}

/** @param {Stack} stack @param {ReturnType<typeof usageOf>} use @param {any} flex */
function functionsCost({ alwaysReady = 0 }, use, flex) {
  const waiting = alwaysReady * HOURS_A_MONTH * 3_600 * assumptions.instanceGb * flex.alwaysReadyGbSecond;
  const running = beyond(use.instanceSeconds * assumptions.instanceGb, flex.freeGbSeconds) * flex.gbSecond;
  const executions = (beyond(use.calls, flex.freeExecutions) / 1_000_000) * flex.millionExecutions;
  return waiting + running + executions;
}

/** An endpoint each for vault, blobs and tables. @param {ReturnType<typeof usageOf>} use @param {any} network */
function networkCost(use, network) {
  const endpoints = 3 * (network.privateEndpointHour * HOURS_A_MONTH + network.privateZoneMonth);
  const wayOut = (network.natGatewayHour + network.publicAddressHour) * HOURS_A_MONTH;
  return endpoints + wayOut + use.graphGb * network.natGatewayGb;
}

/** @param {ReturnType<typeof usageOf>} use @param {any} frontDoor */
function frontDoorCost(use, frontDoor) {
  return frontDoor.month + (use.calls / 10_000) * frontDoor.tenThousandRequests;
}

/** What is left of an amount when some of it is free. @param {number} amount @param {number} free */
function beyond(amount, free) {
  return Math.max(0, amount - free);
}
