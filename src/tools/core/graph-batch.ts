import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { isRecord } from '../../base/is-record.ts';
import { wholeCharacters } from '../../base/text/whole-characters.ts';
import { ToolError } from '../../errors.ts';
import { covers } from '../../graph/permissions.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { readTarget } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { sanitiseJson } from '../output/sanitise-json.ts';
import { cell, fence } from '../output/untrusted.ts';
import { contentAt } from './shared/content-path.ts';
import { MAX_RESULT } from './shared/json-page.ts';
import { parseRequestAddress } from './shared/operation-name.ts';

const MOST_PARTS = 20;

export const graphBatch = defineTool({
  name: 'graph_batch',
  title: 'Read many from Graph',
  area: 'core',
  order: 24,
  presets: ['core'],
  about: 'Make up to 20 GET requests to Graph in one round trip.',
  intents: [
    'several Graph reads at once',
    'read these twenty items together',
    'look up many users in one go',
    'batch request to Graph',
    'compare data from several endpoints',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: {
    as: 'ana.silva',
    args: { paths: ['/me?$select=displayName', '/me/manager?$select=displayName'] },
  },
  input: {
    paths: z
      .array(z.string().min(2).max(2_000))
      .min(1)
      .max(MOST_PARTS)
      .describe('GET paths, e.g. /me/events?$top=3&$select=subject.'),
  },
  async run({ paths }, call) {
    const requests = paths.map((path) => requestOf(path, call));
    const [first] = requests;
    if (requests.some(({ version }) => version !== first?.version)) {
      throw new ToolError(
        'bad_argument',
        'Put v1.0 and beta paths into separate batches. No request was sent.',
      );
    }
    const results = await call.batch(requests);
    const longest = Math.floor(MAX_RESULT / Math.max(1, results.length));
    const budget = createHtmlBudget();
    const granted = results.some(isRefusal) ? await call.grantedScopes() : [];
    const messages = results.map((result, place) =>
      result instanceof ToolError
        ? `${result.message}${permissionHint(result, requests[place], granted, call)}`
        : undefined,
    );
    const failures = results.filter((result) => result instanceof ToolError);
    const [failure] = failures;
    if (failure !== undefined && failures.length === results.length)
      throw wholeFailure(failures, messages, paths, failure);
    const parts = results.map((result, place) => {
      const head = headOf(paths, place);
      return result instanceof ToolError
        ? `${head}\nFailed: ${messages[place]}`
        : `${head}\n${shownPart(result.body, longest, budget)}`;
    });
    const note = failures.length === 0 ? '' : ` ${failures.length} failed.`;
    return {
      text: `${counted(results.length, 'response')}.${note}\n${fence(parts.join('\n'))}`,
    };
  },
});

function requestOf(path: string, call: ToolCall): GraphRequest {
  const target = parseRequestAddress(path, call);
  if (contentAt(target.path, call) !== undefined) {
    throw new ToolError(
      'bad_argument',
      `${cell(path, 200)} returns content, not data. Read it separately with graph_get. No request was sent.`,
    );
  }
  return readTarget(target, target.query);
}

function headOf(paths: readonly string[], place: number): string {
  return `${place + 1}. ${cell(paths[place] ?? '', 200)}`;
}

/**
 * Returns the error if all requests failed. The error says why each request failed, or gives the message only once if
 * all messages are the same.
 */
function wholeFailure(
  failures: readonly ToolError[],
  messages: readonly (string | undefined)[],
  paths: readonly string[],
  { code, graphRequestId }: ToolError,
): ToolError {
  const [message = '', other] = new Set(messages);
  const lines = messages.map((one, place) => `${headOf(paths, place)}: ${one}`);
  const waits = failures.flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
  return new ToolError(
    code,
    other === undefined ? message : [`All ${failures.length} requests failed.`, ...lines].join('\n'),
    { graphRequestId, ...(waits.length > 0 && { retryAfterSeconds: Math.max(...waits) }) },
  );
}

function shownPart(body: unknown, longest: number, budget: ReturnType<typeof createHtmlBudget>): string {
  if (body === undefined) return '(empty)';
  const whole = JSON.stringify(sanitiseJson(body, budget)) ?? '';
  const hasMore = isRecord(body) && typeof body['@odata.nextLink'] === 'string';
  const cut = whole.length > longest ? ' [truncated; use $select, or call graph_get with this path]' : '';
  const more = hasMore ? ' [there are more items: call graph_get with this path]' : '';
  return `${wholeCharacters(whole, longest)}${cut}${more}`;
}

function isRefusal(result: unknown): result is ToolError {
  return (
    result instanceof ToolError && ['missing_permission', 'missing_role', 'no_access'].includes(result.code)
  );
}

/** Names the permission that a refused request needs, because errors within a batch do not name it. */
function permissionHint(
  error: ToolError,
  request: GraphRequest | undefined,
  granted: readonly string[],
  call: ToolCall,
): string {
  if (request === undefined || !isRefusal(error)) return '';
  const scope = call.operations.scopeOf({ method: 'GET', path: request.path });
  return scope === undefined || covers(granted, scope)
    ? ''
    : ` The permission ${scope} was not granted: an administrator can grant it to this app.`;
}
