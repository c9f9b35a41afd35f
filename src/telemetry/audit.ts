import { writeLine } from './line.ts';
import { cap, removeTokens } from './redact.ts';
import type { Audit, AuditEvent, AuditFact, WriteLine } from './telemetry-types.ts';

/** Maximum number of recipient domains, and maximum number of Graph request ids, in one event. */
export const LIST_LIMIT = 100;

type Options = {
  write: WriteLine;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Returns a GUID for the event's id. The id is not a secret. */
  newGuid: () => string;
};

/** Writes each audit event as one JSON line, `{"audit":{…}}`, separate from the log. Never throws. */
export function createAudit({ write, now, newGuid }: Options): Audit {
  const event = (fact: AuditFact): AuditEvent => ({
    v: 1,
    id: newGuid().replaceAll('-', ''),
    time: new Date(now()).toISOString(),
    ...fact,
    ...boundLists(fact),
  });
  return (fact) => {
    // An intent must be written before the change is made.
    const mayWait = fact.phase !== 'intent';
    writeLine(
      (line) => write(line, { mayWait }),
      () => ({ audit: event(fact) }),
      boundValue,
    );
  };
}

function boundLists({ target, graphRequestIds }: AuditFact): Pick<AuditFact, 'target' | 'graphRequestIds'> {
  const domains = target?.recipientDomains?.map((domain) => domain.toLowerCase());
  return {
    target: target && { ...target, recipientDomains: domains && unique(domains) },
    graphRequestIds: graphRequestIds && unique(graphRequestIds),
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, LIST_LIMIT);
}

/** Clients choose some of the names in an event, so every string is truncated and tokens are removed. */
function boundValue(value: unknown): unknown {
  return typeof value === 'string' ? cap(removeTokens(cap(value, 4_000))) : value;
}
