import { z } from 'zod';

import { ToolError } from '../errors.ts';
import { badCursor, type Cursors } from './cursors.ts';
import { continuationOf, pageRequest, type NextPage } from '../graph/request/next-page.ts';
import type { GraphRequest } from '../graph/request/graph-request.ts';
import type { Caller } from '../policy/caller.ts';
import { isPermission } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import type { Page, Tool, ToolCall, ToolResult } from '../tools/define.ts';
import type { Catalogue } from './tool-catalogue.ts';
import type { Door } from './graph-gateway.ts';
import type { Trail } from './call-audit.ts';

/** What running tools need of the world; `now` is in milliseconds since 1970. */
export type ToolCallNeeds = {
  readonly catalogue: Pick<Catalogue, 'find'>;
  readonly policy: Policy;
  readonly cursors: Cursors;
  readonly now: () => number;
  readonly config: { readonly cloud: { readonly graph: string } };
};

/** Which tool runs for whom. */
export type ToolCallFacts = {
  readonly caller: Caller;
  readonly tool: Tool;
  readonly door: Door;
  /** The arguments as they came: defaults need not be sealed. */
  readonly given: unknown;
  readonly signal: AbortSignal;
  readonly trail: Pick<Trail, 'refused' | 'continues'>;
  /** Opens the door for a tool whose list goes on. */
  readonly openDoor: (tool: Tool, args: Readonly<Record<string, unknown>>) => Door;
};

/**
 * Where a list goes on: the arguments and the moment (seconds since 1970) it began with, what its page is asked by
 * (see `NextPage`), and how many rows of that have been shown; none where nothing is said.
 */
const placeShape = z.object({
  args: z.record(z.string(), z.unknown()).exactOptional(),
  at: z.int(),
  path: z.string().exactOptional(),
  set: z.record(z.string(), z.string()).exactOptional(),
  drop: z.array(z.string()).exactOptional(),
  from: z.int().exactOptional(),
});

type Place = z.infer<typeof placeShape>;

/** Graph's own links to a next page do not live much longer. */
const PAGE_SECONDS = 24 * 3_600;
/** Most services of Graph remember changes for so long. */
const CHANGES_SECONDS = 30 * 24 * 3_600;

/** What a running tool may use, and what it goes on from where it is resumed by a cursor. */
export function createToolCall(needs: ToolCallNeeds, facts: ToolCallFacts): ToolCall {
  return toolCallAt(needs, facts, undefined);
}

function toolCallAt(needs: ToolCallNeeds, facts: ToolCallFacts, place: Place | undefined): ToolCall {
  const { caller, door, tool, signal } = facts;
  const at = place?.at ?? Math.floor(needs.now() / 1_000);
  const seal: ToolCall['seal'] = (sealed, lifetimeSeconds) =>
    needs.cursors.seal(caller, { tool: tool.name, facts: sealed }, lifetimeSeconds);
  const sealPlace = (next: NextPage, lifetimeSeconds: number, from?: number) =>
    seal({ args: facts.given, at, ...next, ...(from && { from }) }, lifetimeSeconds);

  const ask = async (first: GraphRequest, here: NextPage, from: number): Promise<Page> => {
    const answer = await door.graph(pageRequest(first, here));
    const goesOn = continuationOf(answer.body, first, needs.config.cloud.graph);
    const lifetime = goesOn?.kind === 'changes' ? CHANGES_SECONDS : PAGE_SECONDS;
    return {
      answer,
      from,
      isFirst: place === undefined,
      cursor: goesOn && (await sealPlace(goesOn.next, lifetime)),
      cursorFrom: (row) => sealPlace(here, PAGE_SECONDS, row),
      next: goesOn?.kind === 'page' ? () => ask(first, goesOn.next, 0) : undefined,
    };
  };

  return {
    caller,
    signal,
    graph: door.graph,
    batch: door.batch,
    files: door.files,
    grantedScopes: async () => (await door.token()).scopes,
    now: () => new Date(at * 1_000),
    page: (first) => ask(first, pageOf(place), place?.from ?? 0),
    resume: (cursor) => resume(needs, facts, cursor),
    seal,
    open: async (sealed) => {
      const position = await needs.cursors.open(caller, sealed);
      if (position.tool !== tool.name) throw badCursor();
      return position.facts;
    },
  };
}

function pageOf({ path, set, drop }: Partial<Place> = {}): NextPage {
  return { ...(path !== undefined && { path }), ...(set && { set }), ...(drop && { drop }) };
}

/** Runs the tool that gave a cursor out, if policy still lets this caller use it. */
async function resume(needs: ToolCallNeeds, facts: ToolCallFacts, cursor: string): Promise<ToolResult> {
  const { caller, trail } = facts;
  const position = await needs.cursors.open(caller, cursor);
  const tool = needs.catalogue.find(position.tool);
  const { data: place } = placeShape.safeParse(position.facts);
  const parsed = tool?.parse(place?.args);
  if (tool?.kind !== 'read' || place === undefined || parsed?.ok !== true) throw badCursor();
  const decision = needs.policy.admit(caller, tool, parsed.args);
  if (!isPermission(decision)) {
    trail.refused(decision);
    throw new ToolError('refused_by_policy', decision.reason);
  }
  trail.continues(tool);
  const door = facts.openDoor(tool, parsed.args);
  return tool.run(parsed.args, toolCallAt(needs, { ...facts, tool, door, given: place.args }, place));
}
