import { readQuery } from './kusto/query.js';
import { valueProblems } from './kusto/values.js';

/**
 * Finds problems of a query, one sentence each: what Kusto would reject, and what the telemetry does not contain.
 * @param {string} query
 */
export function queryProblems(query) {
  try {
    readQuery(query);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  return valueProblems(query.trim());
}
