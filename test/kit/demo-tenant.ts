import { digestToken } from '../../src/base/sha256.ts';
import { ToolError, UnconfirmedError } from '../../src/errors.ts';
import { toolJob, type CallContext } from '../../src/calls/job.ts';
import type { Caller, ToolSelection } from '../../src/policy/caller.ts';
import { createPolicy, type Policy, type PolicyRules } from '../../src/policy/policy.ts';
import { startGraph } from '../../src/standins/graph/start-graph.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { consentedPermissions } from '../../src/standins/tenant/consented-permissions.ts';
import type { Tool, ToolResult } from '../../src/tools/define.ts';
import type { ToolRecord } from '../../src/tools/tool-record.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { openTenantCalls } from './calls/tenant-calls.ts';
import { sharedDemoSource } from './demo-source.ts';
import { mailOf, oidOf } from './people/named-people.ts';

/** A Saturday morning, so that the next working week is in the future. */
const NOW = new Date('2026-11-21T10:00:00Z');

export { mailOf, oidOf };

/** Starts the demo tenant over real HTTP and calls tools as its people: `call('ana.silva', 'get_me')`. */
export async function openDemoTenant({
  thread,
  policy = policyWith(),
  many,
  selection = { preset: 'all', readOnly: false },
  now = () => NOW,
}: {
  thread?: URL;
  policy?: Policy;
  many?: number;
  selection?: ToolSelection;
  now?: () => Date;
} = {}) {
  const granted = new Map<string, readonly string[]>();
  const enforced = new Map<string, readonly string[]>();
  const scopesOf = (oid: string) => granted.get(oid) ?? consentedPermissions;
  const graph = await startGraph({
    now,
    source: sharedDemoSource(),
    ...(many !== undefined && { many }),
    verifyToken: async (oid) => ({
      oid,
      tid: demoTenant.id,
      scopes: enforced.get(oid) ?? scopesOf(oid),
    }),
  });
  const { runTool, visibleTools } = openTenantCalls({ origin: graph.origin, thread, policy, scopesOf, now });

  /** Calls a tool without confirming anything; throws `UnconfirmedError` with the preview. */
  const callOnce = async (
    alias: string,
    name: string,
    given: object = {},
    signal = AbortSignal.timeout(10_000),
  ): Promise<ToolResult> => {
    const tool = catalogue.find((one) => one.name === name);
    if (tool === undefined) throw new RangeError(name);
    const context = contextOf(oidOf(alias), signal, selection);
    const outcome = await runTool(toolJob(tool, given), context);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'unconfirmed') throw new UnconfirmedError(outcome.text);
    throw outcome.kind === 'failed' ? outcome.error : new ToolError('refused_by_policy', outcome.reason);
  };

  /** Calls a tool as a person who confirms the preview, if there is one. */
  const call: typeof callOnce = async (alias, name, given, signal?) => {
    try {
      return await callOnce(alias, name, given, signal);
    } catch (error) {
      if (!(error instanceof UnconfirmedError)) throw error;
      return callOnce(alias, name, { ...given, confirmation: confirmationIn(error.message) }, signal);
    }
  };

  /** Returns the preview of a call; throws if the call needs no confirmation. */
  const previewOf = async (alias: string, name: string, given: object): Promise<string> => {
    const error: unknown = await callOnce(alias, name, given).catch((reason: unknown) => reason);
    if (!(error instanceof UnconfirmedError)) throw new Error(`no preview: ${String(error)}`);
    return error.message;
  };

  /** Returns the person and the arguments of a tool's example. */
  const exampleOf = async (tool: Tool): Promise<{ as: string; args: Readonly<Record<string, unknown>> }> => {
    const { as = '', args = {} } = tool.example ?? {};
    if (typeof args !== 'function') return { as, args };
    return {
      as,
      args: await args({
        id: (path) => idAt(graph.origin, oidOf(as), path),
        cursor: async (name, given) => cursorIn((await call(as, name, given)).text) ?? '',
      }),
    };
  };

  /** Returns the tools that tools/list shows to a person. */
  const listedFor = (alias: string): Promise<readonly ToolRecord[]> =>
    visibleTools(contextOf(oidOf(alias), AbortSignal.timeout(10_000), selection));

  return {
    graph,
    runTool,
    call,
    callOnce,
    previewOf,
    exampleOf,
    listedFor,
    /** Limits a person's permissions to the given permissions while `act` runs. */
    granting: permitting(granted),
    /** Makes Graph accept only these permissions while `act` runs, whatever the token contains. */
    enforcing: permitting(enforced),
    close: () => graph.close(),
  };
}

/** Returns a function that sets a person's permissions in `permissions` while `act` runs. */
function permitting(permissions: Map<string, readonly string[]>) {
  return async <T>(alias: string, scopes: readonly string[], act: () => Promise<T>): Promise<T> => {
    permissions.set(oidOf(alias), scopes);
    try {
      return await act();
    } finally {
      permissions.delete(oidOf(alias));
    }
  };
}

/** Returns the policy of an operator who allows everything, except for these changes. */
export function policyWith(changes: Partial<PolicyRules> = {}): Policy {
  const open = { toolsets: 'all', enabledTools: 'all', readOnly: false, graphBeta: false } as const;
  return createPolicy({ ...open, externalSend: 'allow', ...changes }, catalogue);
}

export function confirmationIn(preview: string): string {
  const [, token] = /confirmation="([\w-]{30})"/.exec(preview) ?? [];
  if (token === undefined) throw new RangeError(`No confirmation in: ${preview}`);
  return token;
}

/** Requests a path from the Graph stand-in. Returns the entity's id, or the id of a collection's first entity. */
async function idAt(origin: string, token: string, path: string): Promise<string> {
  const response = await fetch(`${origin}/v1.0${path}`, {
    headers: { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' },
  });
  const body = (await response.json()) as { id?: string; value?: { id: string }[] };
  const id = body.id ?? body.value?.[0]?.id;
  if (id === undefined) throw new RangeError(`Nothing at ${path}: ${JSON.stringify(body)}`);
  return id;
}

export type DemoTenant = Awaited<ReturnType<typeof openDemoTenant>>;

/** Returns the cells of each row of a table. */
export function rowsIn(text: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('<untrusted '));
  return lines.slice(start + 2, -1).map((line) => line.split(' | '));
}

/** Returns the items in a graph_get result (a table or JSON). Values from a table are strings. */
export function graphItemsIn(text: string): Readonly<Record<string, unknown>>[] {
  const lines = text.split('\n');
  const json = lines.filter((line) => line.startsWith('{'));
  if (json.length > 0) return json.map((line) => JSON.parse(line) as Record<string, unknown>);
  const start = lines.findIndex((line) => line.startsWith('<untrusted '));
  const names = (lines[start + 1] ?? '').split(' | ');
  return rowsIn(text).map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));
}

export function cursorIn(text: string): string | undefined {
  return /cursor:\n(\S+)/.exec(text)?.[1];
}

function contextOf(oid: string, signal: AbortSignal, selection: ToolSelection): CallContext {
  const admission = { caller: { ...callerOf(oid), selection }, assertion: digestToken(oid), expiresAt: 0 };
  return { admission, signal, requestId: 'test', traceparent: undefined };
}

function callerOf(oid: string): Omit<Caller, 'selection'> {
  return {
    tid: demoTenant.id,
    oid,
    scopes: ['access_as_user'],
    roles: [],
    client: { class: 'test.example', id: 'test' },
    grant: 'code',
    ceiling: { toolsets: 'all', readOnly: false },
  };
}
