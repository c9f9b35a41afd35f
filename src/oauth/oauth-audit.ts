import { OAuthError } from '../errors.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { ClientIdentity } from '../policy/caller.ts';
import { SealError } from '../secrets/seal.ts';
import type { AuditFact } from '../telemetry/telemetry-types.ts';
import type { OAuthNeeds } from './oauth-needs.ts';

type Where = {
  readonly needs: Pick<OAuthNeeds, 'audit' | 'log'>;
  readonly requestContext: RequestContext;
  readonly operation:
    | 'authorize'
    | 'consent'
    | 'sign-in'
    | 'token'
    | 'refresh'
    | 'revoke'
    | 'disconnect'
    | 'logout';
};
/** A person as far as the audit names them. */
export type AuditedPerson = { readonly tid: string; readonly oid: string; readonly roles: readonly string[] };

type Who = { readonly person?: AuditedPerson; readonly client: ClientIdentity | undefined };

/** Answers a client's own request; a refusal is logged by its code and the reason within, and thrown on. */
export async function loggingRefusals(where: Where, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OAuthError) logRefusal(error.code, where, error.cause);
    throw error;
  }
}

/** Audits something that a person or a client was allowed: a sign-in, a consent, a revocation. */
export function recordSuccess(who: Who, where: Where): void {
  where.needs.audit({ ...fact(who, where), phase: 'outcome', outcome: 'success' });
}

/** Audits a refusal; the rule that refused is named by a short word. */
export function recordRefusal(rule: string, client: ClientIdentity | undefined, where: Where): void {
  logRefusal(rule, where);
  where.needs.audit({
    ...fact({ client }, where),
    phase: 'refused',
    decision: { effect: 'refuse', rule, policyHash: '' },
  });
}

function logRefusal(rule: string, { needs, requestContext, operation }: Where, cause?: unknown): void {
  const reason = cause instanceof SealError ? cause.reason : undefined;
  needs.log.info('oauth_refused', { operation, rule, reason, requestId: requestContext.requestId });
}

function fact({ person, client }: Who, { requestContext, operation }: Where): Omit<AuditFact, 'phase'> {
  return {
    caller: person && { tid: person.tid, oid: person.oid, roles: person.roles },
    client: client && { ...client },
    action: { tool: 'oauth', operation, kind: 'sign-in' },
    ...(requestContext.traceparent !== undefined && { trace: requestContext.traceparent }),
  };
}
