/** The folder of the schema snapshots. */
export const SNAPSHOTS = 'test/tools/__snapshots__';

/** What tools/list says of each tool, one file per tool, so that a change shows in review. @param {import('./load-tools.js').Sources} sources */
export function schemaFiles({ tools }) {
  return new Map(
    tools.map(({ name, about, inputSchema, outputSchema, annotations }) => {
      const facts = { name, description: about, inputSchema, outputSchema, annotations };
      return [`${SNAPSHOTS}/${name}.snap`, `${JSON.stringify(facts, null, 2)}\n`];
    }),
  );
}
