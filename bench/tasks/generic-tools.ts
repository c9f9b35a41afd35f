const text = { type: 'string' };
const fields = { type: 'object' };
const entity = { path: text, fields };

/**
 * Ten tools that are not tied to an area, with the names of Work IQ's tools. The schemas are written by hand, not taken
 * from a running server, and are as short as possible.
 */
export const genericTools = [
  tool('fetch', 'Reads entities or files at Graph paths.', { paths: { type: 'array', items: text } }),
  tool('create_entity', 'Creates an entity in the collection at a path.', entity),
  tool('update_entity', 'Changes fields of the entity at a path.', entity),
  tool('delete_entity', 'Deletes the entity at a path.', { path: text }),
  tool('do_action', 'Runs an action, such as sendMail, on the entity at a path.', {
    path: text,
    body: fields,
  }),
  tool('call_function', 'Calls a function without side effects at a path.', { path: text, body: fields }),
  tool('ask', 'Answers a question about work data.', { question: text, agent: text }),
  tool('list_agents', 'Lists the agents that ask can use.', {}),
  tool('get_schema', 'Returns the properties of a kind of entity.', { path: text }),
  tool('search_paths', 'Finds Graph paths by words.', { query: text }),
];

function tool(name: string, description: string, properties: object): object {
  return { name, description, inputSchema: { type: 'object', properties } };
}
