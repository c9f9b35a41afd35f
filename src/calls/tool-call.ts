import * as z from 'zod';

import { waitedOut, type Pause } from '../base/wait.ts';
import { badCursor, type Cursors } from './cursors.ts';
import { continuationOf, pageRequest } from '../graph/request/next-page.ts';
import type { GraphRequest } from '../graph/request/graph-request.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { Caller } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import type { Page, PageOptions, ToolCall, ToolResult } from '../tools/define.ts';
import type { GraphGateway } from './graph-gateway.ts';
import { createOperationAccess } from './operation-access.ts';
import type { LinkedGateway } from './linked-gateway.ts';
import { toolJob, type CallContext, type Job, type ListPosition } from './job.ts';
import type { SurfaceOf } from './catalogue/visible-tools.ts';
import type { Catalogue } from './catalogue/tool-catalogue.ts';

export type ToolCallUse = {
  readonly context: CallContext;
  readonly job: Job<unknown>;
  readonly gateway: GraphGateway;
  readonly linked: LinkedGateway;
  readonly signal: AbortSignal;
  /** Runs another tool as part of this call. */
  readonly runWithin: (job: Job<ToolResult>) => Promise<ToolResult>;
};

export type OpenToolCall = (use: ToolCallUse) => ToolCall;

/** The content of a list cursor: the original arguments and a `ListPosition`. `from` is omitted if it is 0. */
const listCursor = z.object({
  args: z.record(z.string(), z.unknown()).exactOptional(),
  at: z.int(),
  path: z.string().exactOptional(),
  set: z.record(z.string(), z.string()).exactOptional(),
  drop: z.array(z.string()).exactOptional(),
  from: z.int().exactOptional(),
  after: z.array(z.string()).exactOptional(),
});

/** How long a cursor for the next page is valid. Graph's own next-page links are not valid for much longer. */
const PAGE_SECONDS = 24 * 3_600;
/** How long a cursor for later changes is valid. Most Graph services keep track of changes for 30 days. */
const CHANGES_SECONDS = 30 * 24 * 3_600;

/** Creates the function that gives each running tool its `ToolCall`. `now` is in milliseconds since 1970. */
export function createToolCalls(dependencies: {
  readonly catalogue: Pick<Catalogue, 'load' | 'visibleTo'>;
  readonly policy: Policy;
  readonly index: () => OperationIndex;
  readonly cursors: Cursors;
  readonly now: () => number;
  readonly pause?: Pause | undefined;
  readonly graphOrigin: string;
  readonly surfaceOf: SurfaceOf;
}): OpenToolCall {
  const { catalogue, cursors, now, pause, graphOrigin, surfaceOf } = dependencies;
  const openOperations = createOperationAccess(dependencies);

  /** Opens a list cursor and returns the job that continues its list. */
  const openListCursor = async (caller: Caller, cursor: string): Promise<Job<ToolResult>> => {
    const sealed = await cursors.open(caller, cursor);
    const tool = await catalogue.load(sealed.tool);
    const { data } = listCursor.safeParse(sealed.facts);
    if (tool?.kind !== 'read' || data === undefined) throw badCursor();
    const { args, at, from = 0, after = [], ...page } = data;
    return toolJob(tool, args, { at, page, from, after });
  };

  return ({ context, job: { tool, given, position }, gateway, linked, signal, runWithin }) => {
    const { caller } = context.admission;
    const at = position?.at ?? Math.floor(now() / 1_000);
    const seal: ToolCall['seal'] = (facts, lifetimeSeconds) =>
      cursors.seal(caller, { tool: tool.name, facts }, lifetimeSeconds);
    const sealPosition: SealPosition = (place, { args = given, lifetimeSeconds = PAGE_SECONDS } = {}) =>
      seal({ args, at, ...factsOf(place) }, lifetimeSeconds);

    const readPage = createPageReader({ gateway, graphOrigin, given, position, sealPosition });

    return {
      caller,
      signal,
      pause: (ms) => waitedOut(ms, signal, pause),
      graph: gateway.graph,
      batch: gateway.batch,
      files: gateway.files,
      linked,
      operations: openOperations(caller),
      grantedScopes: async () => (await gateway.token()).scopes,
      surface: () => surfaceOf(context),
      now: () => new Date(at * 1_000),
      page: (first, options) => readPage(first, position ?? firstPage, options),
      resume: async (cursor) => runWithin(await openListCursor(caller, cursor)),
      graphOrigin,
      text: {
        from: position?.from ?? 0,
        cursorFrom: (from) => sealPosition({ page: position?.page ?? {}, from }),
      },
      seal,
      open: async (sealed) => {
        const opened = await cursors.open(caller, sealed);
        if (opened.tool !== tool.name) throw badCursor();
        return opened.facts;
      },
    };
  };
}

type PagePosition = Omit<ListPosition, 'at'>;

/** Seals a cursor for a place in a list. By default, the cursor contains this call's arguments. */
type SealPosition = (
  place: PagePosition,
  options?: { readonly args?: unknown; readonly lifetimeSeconds?: number },
) => Promise<string>;

const firstPage: PagePosition = { page: {}, from: 0 };

function factsOf({ page, from, after = [] }: PagePosition): Readonly<Record<string, unknown>> {
  return { ...page, ...(from > 0 && { from }), ...(after.length > 0 && { after }) };
}

/** Creates the function that requests a page of the call's list. */
function createPageReader({
  gateway,
  graphOrigin,
  given,
  position,
  sealPosition,
}: {
  readonly gateway: GraphGateway;
  readonly graphOrigin: string;
  /** The arguments of the call. */
  readonly given: unknown;
  readonly position: ListPosition | undefined;
  readonly sealPosition: SealPosition;
}) {
  const readPage = async (
    first: GraphRequest,
    { page, from, after = [] }: PagePosition,
    options: PageOptions = {},
  ): Promise<Page> => {
    const answer = await gateway.graph(pageRequest(first, page));
    const continuation = continuationOf(answer.body, first, graphOrigin);
    const lifetimeSeconds = continuation?.kind === 'changes' ? CHANGES_SECONDS : PAGE_SECONDS;
    const nextCursor = async () =>
      continuation && sealPosition({ page: continuation.next, from: 0 }, { lifetimeSeconds });
    return {
      answer,
      from,
      after,
      isFirst: position === undefined,
      cursor: options.sealsNext === false ? undefined : await nextCursor(),
      nextCursor,
      cursorFrom: (start, marks = []) => sealPosition({ page, from: start, after: marks }),
      cursorWith: (changed, { rows, ...place }) =>
        sealPosition(
          { ...place, page: { set: { $top: String(rows) } } },
          { args: { ...(given as object), ...changed } },
        ),
      restart: () => readPage(first, firstPage, options),
      next:
        continuation?.kind === 'page'
          ? () => readPage(first, { page: continuation.next, from: 0 }, options)
          : undefined,
    };
  };
  return readPage;
}
