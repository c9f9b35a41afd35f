/** A tool as tools/list shows it. @param {import('./load-tools.js').Tool} tool */
export function listed({ name, about, inputSchema, outputSchema, annotations }) {
  return { name, description: about, inputSchema, outputSchema, annotations };
}
