import { digest } from '../base/sha256.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import { areaOfPath } from '../policy/path-area.ts';
import { onlyReads, pathProblem } from '../policy/path-rules.ts';
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
   * Call for every Graph request, including refused requests and requests that a preview describes. Later events name
   * the requests that change something. If no request changes anything, later events name all requests.
   */
  nameRequest(request: AuditedRequest): void;
  /** Call before each Graph request. The first request that changes something triggers the intent event. */
  recordRequest(request: { changes: boolean }): void;
  /** Call after each request that Graph completed. */
  recordResponse(response: { requestId: string | undefined; bytes: number; changes: boolean }): void;
  /** Call if this call continues another tool's list. Later events name that tool. */
  continueWith(tool: Tool): void;
  /**
   * Call if the actual recipients differ from those in the arguments, for example in a reply. Later events contain the
   * domains of these addresses.
   */
  nameRecipients(addresses: readonly string[]): void;
  /**
   * Call if this call's kind differs from its tool's kind, for example for a PATCH through graph_write. Later events
   * have this kind.
   */
  nameKind(kind: Tool['kind']): void;
  /**
   * Call if the action is allowed by a rule other than the tool's own rule, such as a rule that required a
   * confirmation.
   */
  nameDecision(decision: Verdict): void;
  /** Set `request` if only this request was refused, not the whole call. */
  recordRefusal(decision: Verdict, request?: AuditedRequest): void;
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

type AuditedRequest = {
  readonly method: string;
  readonly path: string;
  readonly version?: 'v1.0' | 'beta' | undefined;
};

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

/** An audit event lists at most this many domains, request ids and owners, so that the log line stays short. */
const MAX_LISTED = 50;

export function startCallAudit(dependencies: CallAuditDependencies, call: AuditedCall): CallAudit {
  const startedAt = dependencies.now();
  const graphRequestIds: string[] = [];
  let requests = 0;
  let bytes = 0;
  let writes: Writes = 'none';
  let refused = false;
  let { tool, recipients } = call;
  let verdict: Verdict = call.decision;
  const reading = new Map<string, AuditedRequest>();
  const changing = new Map<string, AuditedRequest>();

  const write = (
    phase: AuditFact['phase'],
    decision: Verdict,
    { request, ...more }: Partial<AuditFact> & { readonly request?: AuditedRequest | undefined } = {},
  ): void => {
    const named = changing.size > 0 ? changing : reading;
    const described = request === undefined ? [...named.values()] : [request];
    dependencies.audit({
      ...describe({ ...call, tool, recipients, requests: described }, decision, dependencies.index),
      phase,
      ...more,
    });
  };
  const addRequestId = (id: string | undefined): void => {
    if (id !== undefined && graphRequestIds.length < MAX_LISTED) graphRequestIds.push(id);
  };

  return {
    writes: () => writes,
    nameRequest: (request) => {
      const { method, path, version } = request;
      const named = onlyReads(request) ? reading : changing;
      if (named.size < MAX_LISTED) named.set(`${method} ${path}`, { method, path, version });
    },
    recordRequest: ({ changes }) => {
      requests += 1;
      if (!changes || writes !== 'none') return;
      writes = 'sent';
      write('intent', verdict);
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
    nameDecision: (decision) => {
      verdict = decision;
    },
    recordRefusal: (decision, request) => {
      refused = true;
      write('refused', decision, { request });
    },
    end: ({ outcome, code, graphRequestId }) => {
      const ms = dependencies.now() - startedAt;
      addRequestId(graphRequestId);
      const isRecorded = refused && writes === 'none' && outcome !== 'success';
      if (outcome !== 'not-run' && !isRecorded) {
        write('outcome', verdict, { outcome, graphRequestIds, bytes, ms });
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
  call: AuditedCall & { readonly requests: readonly AuditedRequest[] },
  decision: Verdict,
  index: CallAuditDependencies['index'],
): Omit<AuditFact, 'phase'> {
  const { caller, tool, traceparent } = call;
  // If the request depends on the arguments, `operation` in the tool's record is only a method.
  const isAnyRequest = /^[A-Z]+$/.test(tool.operation);
  const requests = call.requests
    // If the operation is fixed, a path to the caller's own data adds nothing to the event.
    .filter(({ path }) => isAnyRequest || !path.startsWith('/me/'))
    .map((request) => ({ request, ...describeRequest(request) }));
  const operations = isAnyRequest
    ? requests.map(({ request, operation }) => operationIn(request, index) ?? operation)
    : [];
  const target = targetOf(call, requests);
  return {
    caller: { tid: caller.tid, oid: caller.oid, roles: caller.roles },
    client: caller.client,
    action: {
      tool: tool.name,
      operation: [...new Set(operations)].join(', ') || tool.operation,
      kind: tool.kind,
    },
    decision: { effect: decision.effect, rule: decision.rule, policyHash: decision.policyHash },
    ...(target !== undefined && { target }),
    ...(traceparent !== undefined && { trace: traceparent }),
  };
}

type DescribedRequest = { readonly request: AuditedRequest; readonly owner?: string | undefined };

/**
 * Returns the audit entry's target: the hashed ids of the other people whose data a call concerns, and the domains of
 * the call's recipients. Returns undefined if there are no such people and no recipients.
 */
function targetOf(
  { caller, tool, recipients }: AuditedCall,
  requests: readonly DescribedRequest[],
): AuditFact['target'] {
  const foreign = requests.filter(({ owner }) => owner !== undefined && owner !== caller.oid.toLowerCase());
  const domains = [...new Set(recipients.map(domainOf))].filter(Boolean).slice(0, MAX_LISTED);
  const [first] = foreign;
  if (first === undefined && domains.length === 0) return undefined;
  const owners = [...new Set(foreign.map(({ owner }) => owner))];
  const idHashes = owners.map((owner) => digest(`${caller.tid} ${owner}`).slice(0, HASH_LENGTH));
  return {
    type: first === undefined ? tool.area : areaOfPath(first.request.path),
    idHash: idHashes[0],
    idHashes: idHashes.length > 1 ? idHashes : undefined,
    recipientDomains: domains.length > 0 ? domains : undefined,
  };
}

/**
 * Returns the request's operation as the index writes it, with `{id}` for each placeholder; undefined if the
 * index does not contain it.
 */
function operationIn(
  { method, path, version }: AuditedRequest,
  index: CallAuditDependencies['index'],
): string | undefined {
  // The index covers v1.0 only.
  if (version === 'beta' || pathProblem(path) !== undefined) return undefined;
  const found = index().find(method, path);
  if (found === undefined) return undefined;
  const template = found.path.replaceAll(/\{[^}]*\}/g, '{id}');
  const isMe = /^\/me(?:\/|$)/i.test(path);
  return `${method} ${isMe ? template.replace(/^\/users\/\{id\}/, '/me') : template}`;
}

/**
 * Length of a hash, in base64url characters (96 bits). Within a tenant, events about the same mailbox, drive or group
 * have the same hash.
 */
const HASH_LENGTH = 16;

/**
 * Describes a request by its path template, which contains no user-supplied values, and by the owner named in the path.
 * The owner may be the caller.
 */
function describeRequest({ method, path, version }: AuditedRequest): {
  readonly operation: string;
  readonly owner?: string | undefined;
} {
  if (pathProblem(path) !== undefined) return { operation: method };
  const { template, owner } = templateOf(path);
  return { operation: `${method} ${version === 'beta' ? '/beta' : ''}${template}`, owner };
}
