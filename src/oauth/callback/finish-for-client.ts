import type { EntraGrant } from '../../entra/entra-types.ts';
import { ClaimsChallengeError, OAuthError, UnavailableError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { requireNotBlocked } from '../tokens/admission.ts';
import { recordSuccess } from '../oauth-audit.ts';
import { answerClient } from '../browser/authorization-response.ts';
import { issueCode } from '../tokens/code.ts';
import { rememberConsent } from '../clients/consents.ts';
import { digest } from '../../base/sha256.ts';
import { personPartition } from '../tokens/family-key.ts';
import { ENTRA_TOKEN_LIMIT } from '../tokens/token-response.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { demandOf, forgetDemand } from '../tokens/pending-claims.ts';
import type { ClientTransaction } from '../browser/transaction.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'store' | 'blocks' | 'now' | 'random' | 'audit' | 'log'>;

/**
 * Gives a client the code for a person who has signed in; throws `ClaimsChallengeError` where an earlier call was
 * told to demand more of them. Tables that are down are told to the client, who can start again.
 */
export async function finishForClient(
  grant: EntraGrant,
  transaction: ClientTransaction,
  { needs, requestContext }: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<Response> {
  requireFitting(grant);
  const issuer = needs.config.publicUrl;
  try {
    await requireNotBlocked({ ...grant.person, client: transaction.client }, needs);
    await requireDemandMet(grant, transaction, needs);
    await rememberConsent(grant.person, transaction.client, needs);
    const code = await codeFor(grant, transaction, needs);
    const who = { person: grant.person, client: transaction.client };
    recordSuccess(who, { needs, requestContext, operation: 'consent' });
    recordSuccess(who, { needs, requestContext, operation: 'sign-in' });
    return answerClient(transaction, { code }, { issuer });
  } catch (error) {
    // Entra's code is spent by now, so reloading the page could not help.
    if (!(error instanceof UnavailableError)) throw error;
    const answer = { error: 'temporarily_unavailable', error_description: error.message } as const;
    return answerClient(transaction, answer, { issuer });
  }
}

/** What was put to Entra once is not put again: whether it was met, Entra says at the next call. */
async function requireDemandMet(
  { person }: EntraGrant,
  { again }: ClientTransaction,
  needs: Needs,
): Promise<void> {
  const partition = personPartition(person);
  if (again) return forgetDemand(partition, needs);
  const claims = await demandOf(partition, needs);
  if (claims !== undefined) throw new ClaimsChallengeError(claims);
}

function codeFor(grant: EntraGrant, transaction: ClientTransaction, needs: Needs): Promise<string> {
  const { person, accessToken, refreshToken } = grant;
  const content = {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    tid: person.tid,
    oid: person.oid,
    expiresAt: person.expiresAt,
    client: transaction.client,
  };
  const bound = {
    client: transaction.client.id,
    redirect: digest(transaction.redirectUri),
    challenge: transaction.challenge,
  };
  return issueCode(content, bound, needs);
}

/** Tokens swollen by group claims would break at proxies later; here there is a person to tell. */
function requireFitting({ accessToken, refreshToken = '' }: EntraGrant): void {
  if (accessToken.length <= ENTRA_TOKEN_LIMIT && refreshToken.length <= ENTRA_TOKEN_LIMIT) return;
  throw new OAuthError(
    'access_denied',
    'The token that Microsoft issues for you is too large. Ask your administrator to remove group claims from the app registration.',
  );
}
