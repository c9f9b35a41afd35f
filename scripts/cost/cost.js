/** Assumptions. Adjust them to your own measurements. */
export const assumptions = {
  /** MCP requests per person per working day, including lists and pings. */
  callsPerDay: 40,
  /** Token refreshes per person per working day. */
  refreshesPerDay: 8,
  workingDays: 21,
  workingHours: 8,
  /** Flex Consumption bills at least this many seconds for a single call. */
  billedSeconds: 1,
  instanceGb: 2,
  /** Concurrent requests per instance. */
  httpConcurrency: 100,
  /** Telemetry, audit and host logs per call, in kB. */
  logKbPerCall: 6,
  /** Logs per changed table row, in kB. */
  logKbPerChange: 1,
  tableTransactionsPerCall: 2,
  tableChangesPerRefresh: 2,
  /** Key Vault reads per instance per hour. */
  vaultReadsPerHour: 40,
  /** Data received from Graph per call, in kB. */
  graphKbPerCall: 30,
  alertRules: 6,
};

const HOURS_A_MONTH = 730;

/**
 * @typedef {{ people: number, alwaysReady?: number, network?: 'public' | 'private', customDomain?: boolean }} Stack
 */

/**
 * The monthly cost of a stack by service, in the currency of the price table.
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

/** Monthly usage. @param {Stack} stack */
function usageOf({ people }) {
  const a = assumptions;
  const calls = people * a.callsPerDay * a.workingDays;
  const refreshes = people * a.refreshesPerDay * a.workingDays;
  const workingSeconds = a.workingDays * a.workingHours * 3_600;
  const callsPerSecond = calls / workingSeconds;
  // With few calls, each call is billed individually. With many calls, instances run all day and share the load.
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

/** One private endpoint each for vault, blobs and tables. @param {ReturnType<typeof usageOf>} use @param {any} network */
function networkCost(use, network) {
  const endpoints = 3 * (network.privateEndpointHour * HOURS_A_MONTH + network.privateZoneMonth);
  const wayOut = (network.natGatewayHour + network.publicAddressHour) * HOURS_A_MONTH;
  return endpoints + wayOut + use.graphGb * network.natGatewayGb;
}

/** @param {ReturnType<typeof usageOf>} use @param {any} frontDoor */
function frontDoorCost(use, frontDoor) {
  return frontDoor.month + (use.calls / 10_000) * frontDoor.tenThousandRequests;
}

/** The amount beyond the free quota. @param {number} amount @param {number} free */
function beyond(amount, free) {
  return Math.max(0, amount - free);
}
