import { OAuthError } from '../errors.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { ClientIdentity } from '../policy/caller.ts';
import { SealError } from '../secrets/seal.ts';
import type { ClassifiedUse } from './tokens/family.ts';
import type { Audit, AuditFact, Log } from '../telemetry/telemetry-types.ts';

type Where = {
  readonly requestContext: RequestContext;
  readonly operation:
    | 'authorize'
    | 'consent'
    | 'sign-in'
    | 'token'
    | 'refresh'
    | 'revoke'
    | 'disconnect'
    | 'approve'
    | 'reject'
    | 'link'
    | 'unlink'
    | 'logout';
};

type Person = { readonly tid: string; readonly oid: string; readonly roles: readonly string[] };
type Who = { readonly person?: Person; readonly client: ClientIdentity | undefined };

/** The audit events and log lines of the authorization server. */
export type OAuthAudit = {
  /** Audits a successful action by a user or client, such as a sign-in, a consent or a revocation. */
  recordSuccess(who: Who, where: Where): void;
  /**
   * Audits a refresh: which of the family's tokens was used, how old the token's successor was, and whether the address
   * changed.
   */
  recordRefresh(who: Who, where: Where, used: ClassifiedUse): void;
  /**
   * Audits and logs a refusal; `rule` is a short name for the rule that refused. Inside `logRefusals`, pass the error
   * that you throw, so that the refusal is logged only once.
   */
  recordRefusal(rule: string, client: ClientIdentity | undefined, where: Where, error?: OAuthError): void;
  /**
   * Runs `work` for a request that the client sent directly, not through a browser. Logs a refusal with its code and
   * cause, and rethrows it.
   */
  logRefusals(where: Where, work: () => Promise<Response>): Promise<Response>;
};

export function createOAuthAudit({ audit, log }: { readonly audit: Audit; readonly log: Log }): OAuthAudit {
  const logged = new WeakSet<Error>();
  const logRefusal = (rule: string, { requestContext, operation }: Where, cause?: unknown) => {
    const reason = cause instanceof SealError ? cause.reason : undefined;
    log.info('oauth_refused', { operation, rule, reason, requestId: requestContext.requestId });
  };
  return {
    recordSuccess: (who, where) => audit({ ...fact(who, where), phase: 'outcome', outcome: 'success' }),
    recordRefresh: (who, where, used) =>
      audit({ ...fact(who, where), phase: 'outcome', outcome: 'success', refresh: { ...used } }),
    recordRefusal: (rule, client, where, error) => {
      logRefusal(rule, where);
      if (error !== undefined) logged.add(error);
      audit({
        ...fact({ client }, where),
        phase: 'refused',
        decision: { effect: 'refuse', rule, policyHash: '' },
      });
    },
    logRefusals: async (where, work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof OAuthError && !logged.has(error)) logRefusal(error.code, where, error.cause);
        throw error;
      }
    },
  };
}

function fact({ person, client }: Who, { requestContext, operation }: Where): Omit<AuditFact, 'phase'> {
  return {
    caller: person && { tid: person.tid, oid: person.oid, roles: person.roles },
    client: client && { ...client },
    action: { tool: 'oauth', operation, kind: 'sign-in' },
    ...(requestContext.traceparent !== undefined && { trace: requestContext.traceparent }),
  };
}
