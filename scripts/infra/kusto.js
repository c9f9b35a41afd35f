import { readQuery } from './kusto/query.js';
import { valueProblems } from './kusto/values.js';

/**
 * Finds problems in a query: errors that Kusto would report, and data that the telemetry does not contain. Returns one
 * sentence for each.
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
