import { randomBytes } from 'node:crypto';

import { createGraph } from '../../src/graph/call.ts';
import type { GraphRequest } from '../../src/graph/request.ts';
import type { Caller } from '../../src/policy/caller.ts';
import { isPermission } from '../../src/policy/decision.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { startGraph } from '../../src/standins/graph/graph.ts';
import { addressOf, demoTenant, people } from '../../src/standins/tenant/people.ts';
import { consentedPermissions } from '../../src/standins/tenant/permissions.ts';
import { ToolError } from '../../src/errors.ts';
import { catalogue } from '../../src/tools/index.ts';
import type { ToolResult } from '../../src/tools/define.ts';

/** Saturday morning before a working week. */
const NOW = new Date('2026-11-21T10:00:00Z');

const silent = () => {};
const log = { debug: silent, info: silent, warn: silent, error: silent };
const telemetry = { request: silent, dependency: silent, exception: silent, event: silent };
const policy = createPolicy({
  toolsets: 'all',
  enabledTools: 'all',
  readOnly: false,
  externalSend: 'allow',
  graphBeta: false,
});

/** The demo tenant over real HTTP, and its people's tools: `call('ana.silva', 'get_me')`. */
export async function openTenant() {
  const granted = new Map<string, readonly string[]>();
  const graph = await startGraph({
    now: () => NOW,
    verifyToken: async (oid) => ({
      oid,
      tid: demoTenant.id,
      scopes: granted.get(oid) ?? consentedPermissions,
    }),
  });
  const ask = createGraph({
    origin: graph.origin,
    now: () => Date.now(),
    random: randomBytes,
    telemetry,
    log,
    pause: async (_ms, signal) => signal.throwIfAborted(),
  });

  const call = async (alias: string, name: string, given: unknown = {}): Promise<ToolResult> => {
    const person = people.find((one) => one.alias === alias);
    const tool = catalogue.find((one) => one.name === name);
    if (person === undefined || tool === undefined) throw new RangeError(`${alias} ${name}`);
    const parsed = tool.parse(given);
    if (!parsed.ok) throw new ToolError('bad_arguments', parsed.message);
    const caller = callerOf(person.oid);
    const scopes = granted.get(person.oid) ?? consentedPermissions;
    const signal = AbortSignal.timeout(10_000);
    return tool.run(parsed.args, {
      caller,
      signal,
      now: () => NOW,
      grantedScopes: async () => scopes,
      graph: async (request: GraphRequest) => {
        const decision = policy.dispatch(caller, { tool: tool.name, kind: tool.kind }, request);
        if (!isPermission(decision)) throw new ToolError('refused_by_policy', decision.reason);
        return ask(decision, request, {
          token: async () => ({ token: person.oid, scopes, expiresAt: 0 }),
          signal,
          requestId: 'test',
          traceparent: undefined,
          neededScopes: tool.scopes,
        });
      },
    });
  };

  /** Grants a person fewer permissions for as long as `act` runs. */
  const granting = async <T>(alias: string, scopes: readonly string[], act: () => Promise<T>): Promise<T> => {
    const oid = people.find((one) => one.alias === alias)?.oid ?? '';
    granted.set(oid, scopes);
    try {
      return await act();
    } finally {
      granted.delete(oid);
    }
  };

  return { graph, call, granting, close: () => graph.close() };
}

/** The demo tenant as `openTenant` gives it. */
export type DemoTenant = Awaited<ReturnType<typeof openTenant>>;

/** A person's address. */
export function mailOf(alias: string): string {
  const person = people.find((one) => one.alias === alias);
  return person === undefined ? '' : addressOf(person);
}

/** The rows of a listing, each as its cells. */
export function rowsIn(text: string): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('<untrusted '));
  return lines.slice(start + 2, -1).map((line) => line.split(' | '));
}

function callerOf(oid: string): Caller {
  return {
    tid: demoTenant.id,
    oid,
    scopes: ['access_as_user'],
    roles: [],
    client: { class: 'test.example', id: 'test' },
    grant: 'code',
    ceiling: { toolsets: 'all', readOnly: false },
    surface: { preset: 'all', readOnly: false },
  };
}
