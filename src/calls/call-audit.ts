import { digest } from '../base/sha256.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import { areaOfPath } from '../policy/path-area.ts';
import { pathProblem } from '../policy/path-rules.ts';
import { templateOf } from '../policy/path-template.ts';
import type { Audit, AuditFact, Telemetry } from '../telemetry/telemetry-types.ts';
import type { Tool } from '../tools/define.ts';
import { domainOf } from './confirmation/outside-recipients.ts';

/** How a call ended, for the audit trail. */
export type Outcome = 'success' | 'failure' | 'unknown';

/** Progress of a call's writes: none sent, at least one sent, at least one confirmed by Graph. */
export type Writes = 'none' | 'sent' | 'done';

/** Records one call: metrics for telemetry and events for the audit trail. */
export type CallAudit = {
  readonly writes: () => Writes;
  /**
   * Call for every Graph request, including refused ones. Later events name the first request, but a refusal event
   * names the refused request.
   */
  nameRequest(request: AuditedRequest): void;
  /** Call before each Graph request. The first request that changes something triggers the intent event. */
  recordRequest(request: { changes: boolean }): void;
  /** Call after each request that Graph completed. */
  recordResponse(response: { requestId: string | undefined; bytes: number; changes: boolean }): void;
  /** Call if this call continues another tool's list. Later events name that tool. */
  continueWith(tool: Tool): void;
  /**
   * Call if the actual recipients differ from those in the arguments, as for a reply. Later events contain the
   * domains of these addresses.
   */
  nameRecipients(addresses: readonly string[]): void;
  /** Call if this call does less than the tool's kind implies. Later events have this kind. */
  nameKind(kind: Tool['kind']): void;
  recordRefusal(decision: Verdict): void;
  /**
   * Call once, at the end. Writes no outcome event for a refused call that changed nothing, because its refusal is
   * already recorded.
   */
  end(ending: Ending): void;
};

/** `code` is a short, stable identifier; `graphRequestId` identifies the failed Graph request. */
export type Ending = {
  readonly outcome: Outcome | 'not-run';
  readonly code: string;
  readonly graphRequestId?: string | undefined;
};

type AuditedRequest = { readonly method: string; readonly path: string };

type Verdict = Pick<Decision, 'rule' | 'policyHash'> & {
  readonly effect: Decision['effect'] | 'confirm' | 'approve';
};

export type AuditedCall = {
  readonly caller: Caller;
  readonly tool: Tool;
  readonly decision: Decision;
  /** Email addresses. Only their domains are recorded. */
  readonly recipients: readonly string[];
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** `now` is in milliseconds. */
export type CallAuditDependencies = {
  /** Used to look up the operation's name if the tool can send arbitrary requests. */
  readonly index: () => Pick<OperationIndex, 'find'>;
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly now: () => number;
};

/** An audit event lists at most this many domains and this many request ids, so that the log line stays short. */
const MAX_LISTED = 50;

export function startCallAudit(dependencies: CallAuditDependencies, call: AuditedCall): CallAudit {
  const startedAt = dependencies.now();
  const graphRequestIds: string[] = [];
  let requests = 0;
  let bytes = 0;
  let writes: Writes = 'none';
  let refused = false;
  let { tool, recipients } = call;
  let first: AuditedRequest | undefined;
  let last: AuditedRequest | undefined;

  const write = (phase: AuditFact['phase'], decision: Verdict, more: Partial<AuditFact> = {}): void =>
    dependencies.audit({
      ...describe(
        { ...call, tool, recipients, request: phase === 'refused' ? last : first },
        decision,
        dependencies.index,
      ),
      phase,
      ...more,
    });
  const addRequestId = (id: string | undefined): void => {
    if (id !== undefined && graphRequestIds.length < MAX_LISTED) graphRequestIds.push(id);
  };

  return {
    writes: () => writes,
    nameRequest: (request) => {
      first ??= request;
      last = request;
    },
    recordRequest: ({ changes }) => {
      requests += 1;
      if (!changes || writes !== 'none') return;
      writes = 'sent';
      write('intent', call.decision);
    },
    recordResponse: (response) => {
      bytes += response.bytes;
      if (response.changes) writes = 'done';
      addRequestId(response.requestId);
    },
    nameRecipients: (addresses) => {
      recipients = addresses;
    },
    nameKind: (kind) => {
      tool = { ...tool, kind };
    },
    continueWith: (other) => {
      tool = other;
    },
    recordRefusal: (decision) => {
      refused = true;
      write('refused', decision);
    },
    end: ({ outcome, code, graphRequestId }) => {
      const ms = dependencies.now() - startedAt;
      addRequestId(graphRequestId);
      const isRecorded = refused && writes === 'none' && outcome !== 'success';
      if (outcome !== 'not-run' && !isRecorded) {
        write('outcome', call.decision, { outcome, graphRequestIds, bytes, ms });
      }
      const { name, area, kind } = tool;
      const client = call.caller.client.class;
      const figures = { tool: name, area, kind, client, outcome, code, ms, requests, bytes };
      const { requestId, traceparent } = call;
      dependencies.telemetry.event('tool_call', figures, { requestId, traceparent });
    },
  };
}

function describe(
  call: AuditedCall & { readonly request: AuditedRequest | undefined },
  decision: Verdict,
  index: CallAuditDependencies['index'],
): Omit<AuditFact, 'phase'> {
  const { caller, tool, traceparent } = call;
  const request = call.request && describeRequest(call.request, caller);
  // If the request depends on the arguments, `operation` in the tool's record is only a method.
  const isAnyRequest = /^[A-Z]+$/.test(tool.operation);
  const operation = isAnyRequest ? (operationIn(call.request, index) ?? request?.operation) : undefined;
  const recipientDomains = [...new Set(call.recipients.map(domainOf))].filter(Boolean).slice(0, MAX_LISTED);
  return {
    caller: { tid: caller.tid, oid: caller.oid, roles: caller.roles },
    client: caller.client,
    action: { tool: tool.name, operation: operation ?? tool.operation, kind: tool.kind },
    decision: { effect: decision.effect, rule: decision.rule, policyHash: decision.policyHash },
    ...((request?.owner !== undefined || recipientDomains.length > 0) && {
      target: {
        type: tool.area,
        ...request?.owner,
        ...(recipientDomains.length > 0 && { recipientDomains }),
      },
    }),
    ...(traceparent !== undefined && { trace: traceparent }),
  };
}

/**
 * Returns the request's operation as the index writes it, with `{id}` for each placeholder; undefined if the
 * index does not contain it.
 */
function operationIn(
  request: AuditedRequest | undefined,
  index: CallAuditDependencies['index'],
): string | undefined {
  if (request === undefined || pathProblem(request.path) !== undefined) return undefined;
  const found = index().find(request.method, request.path);
  if (found === undefined) return undefined;
  const path = found.path.replaceAll(/\{[^}]*\}/g, '{id}');
  const isMe = /^\/me(?:\/|$)/i.test(request.path);
  return `${found.method} ${isMe ? path.replace(/^\/users\/\{id\}/, '/me') : path}`;
}

/**
 * Length of a hash, in base64url characters (96 bits). Within a tenant, events about the same mailbox, drive or group
 * have the same hash.
 */
const HASH_LENGTH = 16;

/**
 * Describes a request without any user-supplied values: by its path template and, if the path names an owner
 * other than the caller, a hash of that owner.
 */
function describeRequest(
  { method, path }: AuditedRequest,
  { tid, oid }: Caller,
): { readonly operation: string; readonly owner?: { readonly type: string; readonly idHash: string } } {
  if (pathProblem(path) !== undefined) return { operation: method };
  const { template, owner } = templateOf(path);
  const operation = `${method} ${template}`;
  if (owner === undefined || owner === oid.toLowerCase()) return { operation };
  const idHash = digest(`${tid} ${owner}`).slice(0, HASH_LENGTH);
  return { operation, owner: { type: areaOfPath(path), idHash } };
}
