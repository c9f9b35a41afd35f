import type { Caller } from '../policy/caller.ts';
import type { Decision } from '../policy/decision.ts';
import type { Audit, AuditFact, Telemetry } from '../telemetry/telemetry-types.ts';
import type { Tool } from '../tools/define.ts';
import { domainOf } from './checks.ts';

/** How a call ended, for the audit trail. */
export type Outcome = 'success' | 'failure' | 'unknown';

/** How far a call's writes have come: none begun, one under way, one answered by Graph. */
export type Writes = 'none' | 'sent' | 'done';

/** What one call did, as it happens: counted for the figures, written down for the audit trail. */
export type Trail = {
  readonly writes: () => Writes;
  /** Before a Graph request; the first that changes something is the audit trail's intent. */
  sending(request: { changes: boolean }): void;
  /** After Graph did what it was asked. */
  answered(answer: { requestId: string | undefined; bytes: number; changes: boolean }): void;
  /** The call goes on with what another tool began, and is told as one of that. */
  continues(tool: Tool): void;
  /** Policy or a guard said no. */
  refused(decision: Verdict): void;
  /** The call is over, or was never begun. A refused call that changed nothing has its event already. */
  ended(ending: Ending): void;
};

/** How a call ended; `code` is a short stable word, the id that of the Graph request which failed. */
export type Ending = {
  readonly outcome: Outcome | 'not-run';
  readonly code: string;
  readonly graphRequestId?: string | undefined;
};

/** What the audit trail tells of a decision. */
type Verdict = Pick<Decision, 'effect' | 'rule' | 'policyHash'>;

/** What is known of a call before it runs. */
export type TrailFacts = {
  readonly caller: Caller;
  readonly tool: Tool;
  readonly decision: Decision;
  /** Addresses; only their domains are written down. */
  readonly recipients: readonly string[];
  readonly requestId: string;
  readonly traceparent: string | undefined;
};

/** What a trail is written with; `now` is in milliseconds. */
export type TrailNeeds = {
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly now: () => number;
};

/** Domains and request ids are listed up to here: an audit event is a line, not a document. */
const LISTED = 50;

/** Begins the trail of one call. */
export function createTrail(needs: TrailNeeds, facts: TrailFacts): Trail {
  const began = needs.now();
  const graphRequestIds: string[] = [];
  let requests = 0;
  let bytes = 0;
  let writes: Writes = 'none';
  let refused = false;
  let { tool } = facts;

  const write = (phase: AuditFact['phase'], decision: Verdict, more: Partial<AuditFact> = {}): void =>
    needs.audit({ ...about({ ...facts, tool }, decision), phase, ...more });
  const note = (id: string | undefined): void => {
    if (id !== undefined && graphRequestIds.length < LISTED) graphRequestIds.push(id);
  };

  return {
    writes: () => writes,
    sending: ({ changes }) => {
      requests += 1;
      if (!changes || writes !== 'none') return;
      writes = 'sent';
      write('intent', facts.decision);
    },
    answered: (answer) => {
      bytes += answer.bytes;
      if (answer.changes) writes = 'done';
      note(answer.requestId);
    },
    continues: (other) => {
      tool = other;
    },
    refused: (decision) => {
      refused = true;
      write('refused', decision);
    },
    ended: ({ outcome, code, graphRequestId }) => {
      const ms = needs.now() - began;
      note(graphRequestId);
      const alreadyTold = refused && writes === 'none' && outcome !== 'success';
      if (outcome !== 'not-run' && !alreadyTold) {
        write('outcome', facts.decision, { outcome, graphRequestIds, bytes, ms });
      }
      const { name, area, kind } = tool;
      const client = facts.caller.client.class;
      const figures = { tool: name, area, kind, client, outcome, code, ms, requests, bytes };
      const { requestId, traceparent } = facts;
      needs.telemetry.event('tool_call', figures, { requestId, traceparent });
    },
  };
}

function about(facts: TrailFacts, decision: Verdict): Omit<AuditFact, 'phase'> {
  const { caller, tool, traceparent } = facts;
  const recipientDomains = [...new Set(facts.recipients.map(domainOf))].filter(Boolean).slice(0, LISTED);
  return {
    caller: { tid: caller.tid, oid: caller.oid, roles: caller.roles },
    client: caller.client,
    action: { tool: tool.name, operation: tool.operation, kind: tool.kind },
    decision: { effect: decision.effect, rule: decision.rule, policyHash: decision.policyHash },
    ...(recipientDomains.length > 0 && { target: { type: tool.area, recipientDomains } }),
    ...(traceparent !== undefined && { trace: traceparent }),
  };
}
