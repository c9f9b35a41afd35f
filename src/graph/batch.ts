import * as z from 'zod';

import { ToolError } from '../errors.ts';
import { isPermission, type Permission } from '../policy/decision.ts';
import { graphUrl } from './request/graph-url.ts';
import { readAnswer } from './response/read-answer.ts';
import type { GraphLimits } from './limits/graph-limits.ts';
import { REQUESTS_PER_MAILBOX } from './limits/mailbox-concurrency.ts';
import { destinationOf } from './limits/workload.ts';
import type { GraphCaller } from './graph-client.ts';
import type { GraphContext } from './graph-context.ts';
import { asAdvancedQuery, withConsistency } from './request/consistency.ts';
import { type Circumstances, errorOf } from './response/graph-failure.ts';
import { mayHaveHappened, type Outcome } from './response/outcome.ts';
import type { Pause } from '../base/wait.ts';
import { pauseFor, retry } from './send.ts';
import type { GraphAnswer, GraphRequest } from './request/graph-request.ts';

/** Graph's limit on the number of requests in a batch. */
export const MOST_PARTS = 20;

export type BatchPart = { readonly permission: Permission; readonly request: GraphRequest };

/** Sends several requests together. Returns a response or an error for each request, in the same order. */
export type BatchCaller = (
  parts: readonly BatchPart[],
  context: GraphContext,
) => Promise<readonly (GraphAnswer | ToolError)[]>;

export type BatchDependencies = {
  readonly graph: GraphCaller;
  readonly limits: GraphLimits;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly pause?: Pause;
};

/**
 * Creates the batch client. It retries only the parts that failed, by the same rules as single requests. It throws
 * unless every part has its own permission.
 */
export function createBatch(dependencies: BatchDependencies): BatchCaller {
  return async (parts, context) => {
    if (parts.length > MOST_PARTS || !parts.every(({ permission }) => isPermission(permission))) {
      throw new ToolError(
        'refused_by_policy',
        'Not every request in the batch is permitted, so none was sent.',
      );
    }
    const open = parts.map(({ permission, request }) => partOf(permission, withConsistency(request)));
    await settle(dependencies, open, context);
    const last = open.map((part) => advancedPart(part) ?? part);
    const again = last.filter((part) => !open.includes(part));
    if (again.length > 0) await settle(dependencies, again, context);
    const now = dependencies.now();
    const heldScopes = (await context.token()).scopes;
    const { neededScopes = [], prerequisites } = context;
    return last.map((part) => resultOf(part, { now, heldScopes, neededScopes, prerequisites }));
  };
}

type Part = BatchPart & {
  /** Path and query, without the version. */
  readonly relative: string;
  /** Whether an earlier attempt may have taken effect. */
  earlierMayHaveHappened: boolean;
  result: Outcome | ToolError | undefined;
};

function partOf(permission: Permission, request: GraphRequest): Part {
  return {
    permission,
    request,
    relative: relativeUrl(request),
    earlierMayHaveHappened: false,
    result: undefined,
  };
}

/** Returns the part to send in place of a part that Graph supports only as an advanced query; see `asAdvancedQuery`. */
function advancedPart({ permission, request, result }: Part): Part | undefined {
  const advanced = isOutcome(result) ? asAdvancedQuery(request, result) : undefined;
  return advanced && partOf(permission, advanced);
}

/** Sends the parts and retries those that fail. Graph and the retry budget count each part as a request. */
async function settle(
  dependencies: BatchDependencies,
  parts: readonly Part[],
  context: GraphContext,
): Promise<void> {
  let open = parts;
  await retry(dependencies, context, {
    requests: parts.length,
    attempt: async () => {
      for (const trip of splitIntoTrips(open, context.person.oid))
        await sendTrip(dependencies.graph, trip, context);
    },
    pauseAfter: (_result, attempts) => {
      const pauses = new Map<Part, number>();
      for (const part of open) {
        const { repeat } = part.request;
        const pauseMs = isOutcome(part.result)
          ? pauseFor(dependencies, context, part.result, { repeat, attempts })
          : undefined;
        if (pauseMs !== undefined) pauses.set(part, pauseMs);
      }
      open = [...pauses.keys()];
      return open.length === 0 ? undefined : Math.max(...pauses.values());
    },
    beforeRetry: () => {
      for (const part of open) {
        part.earlierMayHaveHappened ||= isOutcome(part.result) && mayHaveHappened(part.result);
      }
    },
  });
}

/**
 * Splits the parts into batches. Exchange Online throttles a batch with more than four requests for one mailbox, so
 * further requests for that mailbox go into later batches.
 */
function splitIntoTrips(parts: readonly Part[], oid: string): readonly (readonly Part[])[] {
  const trips: Part[][] = [];
  const counts = new Map<string, number>();
  for (const part of parts) {
    const { workload, owner } = destinationOf(part.request, oid);
    const mailbox = workload === 'outlook' ? owner : undefined;
    const count = mailbox === undefined ? 0 : (counts.get(mailbox) ?? 0);
    if (mailbox !== undefined) counts.set(mailbox, count + 1);
    (trips[Math.floor(count / REQUESTS_PER_MAILBOX)] ??= []).push(part);
  }
  return trips;
}

/**
 * Sends one batch request. If the batch itself fails, every part gets the same error. But if the response is too large
 * and every part is safe to repeat, sends the parts again in two halves.
 */
async function sendTrip(graph: GraphCaller, parts: readonly Part[], context: GraphContext): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  const onlySafe = parts.every(({ request }) => request.repeat === 'safe');
  try {
    const answer = await graph(
      first.permission,
      {
        method: 'POST',
        path: '/$batch',
        body: { requests: parts.map(batchEntry) },
        repeat: onlySafe ? 'safe' : 'never',
        ...(first.request.version && { version: first.request.version }),
      },
      context,
    );
    const replies = readReplies(answer.body);
    for (const [index, part] of parts.entries()) part.result = replies.get(String(index)) ?? { kind: 'lost' };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.code === 'too_large' && onlySafe && parts.length > 1) {
      const half = Math.ceil(parts.length / 2);
      await sendTrip(graph, parts.slice(0, half), context);
      await sendTrip(graph, parts.slice(half), context);
      return;
    }
    for (const part of parts) part.result = error;
  }
}

function batchEntry({ request, relative }: Part, index: number): Record<string, unknown> {
  const { method, body, headers } = request;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    id: String(index),
    method,
    url: relative,
    headers: { ...type, ...headers },
    ...(body !== undefined && { body }),
  };
}

/** Returns the relative URL of a request, checked like the URL of a single request; see `graphUrl`. */
function relativeUrl(request: GraphRequest): string {
  const { pathname, search } = graphUrl('https://graph.invalid', request);
  return pathname.replace(/^\/[^/]+/, '') + search;
}

const batchAnswer = z.object({ responses: z.array(z.unknown()) });

const partAnswer = z.object({
  id: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});

/** Returns the replies by id, because they can arrive in any order. Skips malformed replies. */
function readReplies(body: unknown): ReadonlyMap<string, Outcome> {
  const answers = batchAnswer.safeParse(body).data?.responses ?? [];
  const read = answers.flatMap((answer) => partAnswer.safeParse(answer).data ?? []);
  return new Map(read.map(({ id, ...reply }) => [id, readReply(reply)]));
}

function readReply({ status, headers, body }: Omit<z.infer<typeof partAnswer>, 'id'>): Outcome {
  const lowerCaseHeaders = Object.entries(headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ]);
  return {
    kind: 'reply',
    status,
    headers: { ...Object.fromEntries(lowerCaseHeaders), 'content-type': 'application/json' },
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  };
}

function isOutcome(result: Part['result']): result is Outcome {
  return result !== undefined && !(result instanceof ToolError);
}

function resultOf(
  { request, earlierMayHaveHappened, result = { kind: 'late' } }: Part,
  circumstances: Pick<Circumstances, 'now' | 'heldScopes' | 'neededScopes' | 'prerequisites'>,
): GraphAnswer | ToolError {
  if (result instanceof ToolError) return result;
  if (result.kind === 'reply' && result.status >= 200 && result.status < 300)
    return readAnswer(result, request);
  return errorOf(result, { request, earlierMayHaveHappened, ...circumstances });
}
