import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import type { Audit, AuditFact, Telemetry } from '../telemetry/telemetry-types.ts';
import type { Tool } from '../tools/define.ts';
import { domainOf } from './checks.ts';

/** How a call ended, for the audit trail. */
export type Outcome = 'success' | 'failure' | 'unknown';

/** How far a call's writes have come: none sent, one sent, one confirmed by Graph. */
export type Writes = 'none' | 'sent' | 'done';

/** Records one call: figures for telemetry, events for the audit trail. */
export type CallAudit = {
  readonly writes: () => Writes;
  /** Call before each Graph request. The first request that changes something writes the intent event. */
  recordRequest(request: { changes: boolean }): void;
  /** Call after each request that Graph carried out. */
  recordResponse(response: { requestId: string | undefined; bytes: number; changes: boolean }): void;
  /** The call continues a list of another tool: from here on its events name that tool. */
  continueWith(tool: Tool): void;
  recordRefusal(decision: Verdict): void;
  /** Call once, at the end. A refused call that changed nothing has its event already. */
  end(ending: Ending): void;
};

/** `code` is a short stable word; `graphRequestId` is that of the Graph request that failed. */
export type Ending = {
  readonly outcome: Outcome | 'not-run';
  readonly code: string;
  readonly graphRequestId?: string | undefined;
};

type Verdict = Pick<Decision, 'effect' | 'rule' | 'policyHash'>;

export type AuditedCall = {
  readonly caller: Caller;
  readonly tool: Tool;
  readonly decision: Decision;
  /** Addresses. Only their domains are recorded. */
  readonly recipients: readonly string[];
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** `now` is in milliseconds. */
export type CallAuditDependencies = {
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly now: () => number;
};

/** The most domains and request ids in one audit event, which has to stay a short line. */
const LISTED = 50;

export function startCallAudit(dependencies: CallAuditDependencies, call: AuditedCall): CallAudit {
  const began = dependencies.now();
  const graphRequestIds: string[] = [];
  let requests = 0;
  let bytes = 0;
  let writes: Writes = 'none';
  let refused = false;
  let { tool } = call;

  const write = (phase: AuditFact['phase'], decision: Verdict, more: Partial<AuditFact> = {}): void =>
    dependencies.audit({ ...describe({ ...call, tool }, decision), phase, ...more });
  const addRequestId = (id: string | undefined): void => {
    if (id !== undefined && graphRequestIds.length < LISTED) graphRequestIds.push(id);
  };

  return {
    writes: () => writes,
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
    continueWith: (other) => {
      tool = other;
    },
    recordRefusal: (decision) => {
      refused = true;
      write('refused', decision);
    },
    end: ({ outcome, code, graphRequestId }) => {
      const ms = dependencies.now() - began;
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

function describe(call: AuditedCall, decision: Verdict): Omit<AuditFact, 'phase'> {
  const { caller, tool, traceparent } = call;
  const recipientDomains = [...new Set(call.recipients.map(domainOf))].filter(Boolean).slice(0, LISTED);
  return {
    caller: { tid: caller.tid, oid: caller.oid, roles: caller.roles },
    client: caller.client,
    action: { tool: tool.name, operation: tool.operation, kind: tool.kind },
    decision: { effect: decision.effect, rule: decision.rule, policyHash: decision.policyHash },
    ...(recipientDomains.length > 0 && { target: { type: tool.area, recipientDomains } }),
    ...(traceparent !== undefined && { trace: traceparent }),
  };
}
