import * as z from 'zod';

import { METHODS } from '../../graph/operations/index-file.ts';
import { ToolError } from '../../errors.ts';
import { areas } from '../areas.ts';
import { FINDER } from '../../policy/presets.ts';
import { defineTool } from '../define.ts';
import { isHidden } from './shared/describe-tools.ts';
import { createAllowedSearch } from './discovery/allowed-search.ts';
import { findWithArguments, isNamed, NOTHING_MATCHES } from './discovery/find-with-arguments.ts';

const MOST_HITS = 10;

export const graphSearchOperations = defineTool({
  name: 'graph_search_operations',
  title: 'Search Graph operations',
  area: 'core',
  order: 15,
  presets: ['core', 'default', 'lite'],
  about: 'List the tools and Microsoft Graph operations for a task.',
  intents: [
    'is there an operation for this',
    'how can I do this with Graph',
    'which tool do I need',
    'what else can you do in Microsoft 365',
    'find the endpoint',
  ],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: { as: 'ana.silva', args: { query: 'wipe a stolen phone' } },
  input: {
    query: z.string().min(2).max(500).describe("The task in the user's words."),
    method: z.enum(METHODS).optional().describe('HTTP method.'),
    area: z.string().max(20).optional().describe('Example: mail.'),
  },
  async run({ query, method, area: given }, call) {
    const { operations, caller } = call;
    const area = given?.trim().toLowerCase();
    if (area !== undefined && !(areas as readonly string[]).includes(area)) {
      throw new ToolError('bad_argument', `There is no area ${area}. The areas are ${areas.join(', ')}.`);
    }
    const isDiscovery = caller.selection.preset === 'discovery';
    const allowed = createAllowedSearch(await operations.search(), call, isDiscovery ? isNamed : undefined);
    const { search, leftOut } = allowed;
    if (isDiscovery) {
      const states = (await call.surface()).tools.filter((state) => !isHidden(state));
      const tools = states.map(({ tool }) => tool).filter(({ name }) => name !== FINDER);
      const found = findWithArguments(query, { tools, method, area, allowed });
      return { text: [...leftOut(), ...found].join('\n') };
    }
    const tools = operations.tools().filter(({ name }) => name !== FINDER);
    const hits = search(query, { tools, method, area, most: MOST_HITS });
    if (hits.length === 0) return { text: leftOut().join('\n') || NOTHING_MATCHES };
    const lines = hits.map(({ tool, operation }) =>
      operation === undefined ? `tool ${tool.name}: ${tool.about}` : `${operation.method} ${operation.path}`,
    );
    const hasOperations = hits.some(({ operation }) => operation !== undefined);
    const next = hasOperations ? ' For parameters and permissions, call graph_describe_operation.' : '';
    return { text: [...leftOut(), `Best first, at most ${MOST_HITS}.${next}`, ...lines].join('\n') };
  },
});
