import { listed } from './listed.js';

/** The folder of the schema snapshots. */
export const SNAPSHOTS = 'test/tools/__snapshots__';

/**
 * Writes each tool as tools/list shows it, one file per tool, so that reviewers see every change.
 * @param {import('./load-tools.js').Sources} sources
 */
export function schemaFiles({ tools }) {
  return new Map(
    tools.map((tool) => [`${SNAPSHOTS}/${tool.name}.snap`, `${JSON.stringify(listed(tool), null, 2)}\n`]),
  );
}
