import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { suffices } from '../../graph/permissions.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { keywordProblem } from '../input/keyword-problem.ts';
import { cell } from '../output/untrusted.ts';
import { fewerWords } from './shared/fewer-words.ts';
import { plainWords, sources, sourceScopes, type Hit, type Hits, type Source } from './shared/sources.ts';

const TITLE = 200;

const output = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })),
  notes: z.array(z.string()).optional(),
});

/**
 * One of the two tools that ChatGPT's connectors and deep research require. ChatGPT also prescribes their exact input
 * and output.
 */
export const searchDocuments = defineTool({
  name: 'search',
  title: 'Search',
  area: 'search',
  order: 90,
  presets: ['connector'],
  about: 'Search mail, files and calendar by words; returns ids that fetch reads.',
  intents: [
    'research this in our documents',
    'look through everything for the topic',
    'find sources in Microsoft 365',
    'what do we know about this customer',
    'collect documents for a report',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  scopesElsewhere: sourceScopes,
  operation: 'POST /search/query',
  example: { as: 'ana.silva', args: { query: 'harbor' } },
  input: { query: z.string().min(1).max(500).describe('Words to look for.') },
  output,
  check: ({ query }) =>
    plainWords(query) === ''
      ? 'query must contain a letter or digit'
      : keywordProblem(query, 'use words without operators'),
  async run({ query: given }, call) {
    const query = plainWords(given);
    const granted = await call.grantedScopes();
    const found = await Promise.all(sources.map((source) => ask(source, query, { granted, call })));
    const [failure] = found.flatMap(({ error }) => error ?? []);
    if (failure !== undefined && found.every(({ error }) => error !== undefined)) throw failure;
    const results = alternate(found.map(({ hits }) => hits)).map(({ id, title, url }) => ({
      id,
      title: cell(title, TITLE),
      url,
    }));
    const advice = results.length === 0 ? fewerWords(query) : undefined;
    const notes = [...found.flatMap(({ note }) => note ?? []), ...(advice === undefined ? [] : [advice])];
    const structured = visibleOnly({ results, ...(notes.length > 0 && { notes }) });
    return { text: JSON.stringify(structured), structured };
  },
});

type Outcome = {
  readonly hits: readonly Hit[];
  /** A note about content that was not searched, or hits that were not returned. */
  readonly note?: string | undefined;
  readonly error?: ToolError;
};

/** Searches one source. A failure does not affect the results from the other sources. */
async function ask(
  source: Source,
  query: string,
  { granted, call }: { readonly granted: readonly string[]; readonly call: ToolCall },
): Promise<Outcome> {
  try {
    if (granted.length > 0 && !suffices(granted, source.scope))
      throw new ToolError(
        'missing_permission',
        `The Microsoft Graph permission ${source.scope} was not granted.`,
      );
    const answer = await call.graph(source.request(query, granted));
    const found = source.hitsIn(answer, granted);
    return { hits: found.hits, note: noteOf(source, found) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { hits: [], error, note: `${source.name} was not searched: ${error.message}` };
  }
}

function noteOf({ name }: Source, { hits, hasMore, limits }: Hits): string | undefined {
  const cut = hasMore && `${name} has more than these ${hits.length} results: use more specific words.`;
  return [limits, cut].filter(Boolean).join(' ') || undefined;
}

/** Takes the best results of each list in turn, because the ranks of different lists cannot be compared. */
function alternate<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
}
