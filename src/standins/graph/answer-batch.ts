import * as z from 'zod';
import { type Caller, type Incoming, parseJson, type Reply } from './graph-call.ts';
import { badRequest, GraphError } from './graph-errors.ts';
import type { Dispatch } from './dispatch.ts';

const MAX_PARTS = 20;
const MALFORMED_BATCH = 'Invalid batch payload format.';

const batchInput = z.object({
  requests: z.array(
    z.object({
      id: z.string().min(1),
      method: z.string(),
      url: z.string().startsWith('/'),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
      dependsOn: z.array(z.string()).optional(),
    }),
  ),
});

type Part = z.output<typeof batchInput>['requests'][number];

/**
 * Runs the parts of `POST /$batch` one at a time, except those for which `throttled` returns a reply. For limits on
 * concurrent requests, all parts that depend on no other part count as concurrent.
 */
export function answerBatch(
  incoming: Incoming,
  dispatch: Dispatch,
  throttled: (me: Caller, part: { method: string; path: string; isConcurrent: boolean }) => Reply | undefined,
): Reply {
  const parts = partsOf(incoming.body);
  const version = incoming.url.split('/')[1] ?? 'v1.0';
  const statuses = new Map<string, number>();
  const responses = inAnyOrder(parts).map((part) => {
    const dependenciesSucceeded = (part.dependsOn ?? []).every((id) => (statuses.get(id) ?? 500) < 400);
    const reply = dependenciesSucceeded
      ? (throttled(incoming.me, {
          method: part.method.toUpperCase(),
          path: part.url.split('?')[0] ?? '',
          isConcurrent: (part.dependsOn ?? []).length === 0,
        }) ?? dispatch(incomingOf(part, incoming, version)))
      : failedDependency();
    statuses.set(part.id, reply.status);
    return {
      id: part.id,
      status: reply.status,
      headers: { ...(reply.body !== undefined && { 'Content-Type': 'application/json' }), ...reply.headers },
      ...(reply.body !== undefined && {
        body: Buffer.isBuffer(reply.body) ? reply.body.toString('base64') : reply.body,
      }),
    };
  });
  return { status: 200, body: { responses } };
}

/**
 * Returns the parts in reverse order unless some parts depend on others. Graph runs independent parts, and returns
 * their responses, in any order.
 */
function inAnyOrder(parts: readonly Part[]): readonly Part[] {
  return parts.some(({ dependsOn = [] }) => dependsOn.length > 0) ? parts : parts.toReversed();
}

function partsOf(body: Buffer): readonly Part[] {
  const parsed = batchInput.safeParse(parseJson(body, MALFORMED_BATCH));
  if (!parsed.success) throw badRequest(MALFORMED_BATCH);
  const { requests } = parsed.data;
  if (requests.length > MAX_PARTS)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MAX_PARTS}.`);
  if (new Set(requests.map((part) => part.id)).size !== requests.length)
    throw badRequest('Request Ids have to be unique.');
  return requests;
}

function incomingOf(part: Part, whole: Incoming, version: string): Incoming {
  const headers = new Map(
    Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const json = headers.get('content-type')?.includes('json') ?? true;
  const text =
    typeof part.body === 'string' && !json
      ? Buffer.from(part.body, 'base64')
      : Buffer.from(JSON.stringify(part.body ?? ''));
  return {
    method: part.method.toUpperCase(),
    url: `/${version}${part.url}`,
    header: (name) => headers.get(name.toLowerCase()),
    body: part.body === undefined ? Buffer.alloc(0) : text,
    me: whole.me,
  };
}

function failedDependency(): Reply {
  const { code, message } = new GraphError(
    424,
    'FailedDependency',
    'A request that this one depends on has failed.',
  );
  return { status: 424, body: { error: { code, message } } };
}
