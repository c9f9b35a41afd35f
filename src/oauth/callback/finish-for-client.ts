import { digest } from '../../base/sha256.ts';
import type { EntraGrant } from '../../entra/entra-types.ts';
import { ClaimsChallengeError, OAuthError, UnavailableError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { respondToClient } from '../browser/authorization-response.ts';
import type { ClientTransaction } from '../browser/transaction.ts';
import type { Consents } from '../clients/consents.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import { checkNotBlocked, type CurrentBlocks } from '../tokens/admission.ts';
import type { Codes } from '../tokens/code.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { PendingClaims } from '../tokens/pending-claims.ts';
import { ENTRA_TOKEN_LIMIT } from '../tokens/token-response.ts';

/**
 * Sends the client a code for the user who has signed in. Throws `ClaimsChallengeError` if an earlier call left
 * pending claims. If the tables are down, the client gets `temporarily_unavailable` and can start again.
 */
export type FinishForClient = (
  grant: EntraGrant,
  transaction: ClientTransaction,
  requestContext: RequestContext,
) => Promise<Response>;

type Dependencies = {
  readonly publicUrl: string;
  readonly blocks: CurrentBlocks;
  readonly pendingClaims: PendingClaims;
  readonly consents: Consents;
  readonly codes: Codes;
  readonly audit: OAuthAudit;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export function createFinishForClient(dependencies: Dependencies): FinishForClient {
  const { publicUrl: issuer, blocks, pendingClaims, consents, codes, audit, now } = dependencies;

  /** Asks Entra for pending claims only once; the next call shows whether Entra has satisfied these claims. */
  const checkPendingClaims = async ({ person }: EntraGrant, { again }: ClientTransaction): Promise<void> => {
    const partition = personPartition(person);
    if (again) return pendingClaims.forget(partition);
    const claims = await pendingClaims.find(partition);
    if (claims !== undefined) throw new ClaimsChallengeError(claims);
  };

  return async (grant, transaction, requestContext) => {
    checkTokenSize(grant);
    const { person } = grant;
    const { client } = transaction;
    try {
      await checkNotBlocked({ ...person, client }, { blocks, now });
      await checkPendingClaims(grant, transaction);
      await consents.remember(person, client);
      const code = await issueCode(grant, transaction, codes);
      audit.recordSuccess({ person, client }, { requestContext, operation: 'consent' });
      audit.recordSuccess({ person, client }, { requestContext, operation: 'sign-in' });
      return respondToClient(transaction, { code }, { issuer });
    } catch (error) {
      // Entra's code is already spent, so reloading the page would not help.
      if (!(error instanceof UnavailableError)) throw error;
      const response = { error: 'temporarily_unavailable', error_description: error.message } as const;
      return respondToClient(transaction, response, { issuer });
    }
  };
}

function issueCode(grant: EntraGrant, transaction: ClientTransaction, codes: Codes): Promise<string> {
  const { person, accessToken, refreshToken } = grant;
  const content = {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    tid: person.tid,
    oid: person.oid,
    expiresAt: person.expiresAt,
    client: transaction.client,
  };
  return codes.issue(content, {
    client: transaction.client.id,
    redirect: digest(transaction.redirectUri),
    challenge: transaction.challenge,
  });
}

/**
 * Refuses tokens that are too large, usually because of group claims. Proxies would reject them later, without
 * telling the user why.
 */
function checkTokenSize({ accessToken, refreshToken = '' }: EntraGrant): void {
  if (accessToken.length <= ENTRA_TOKEN_LIMIT && refreshToken.length <= ENTRA_TOKEN_LIMIT) return;
  throw new OAuthError(
    'access_denied',
    'The token that Microsoft issues for you is too large. Ask your administrator to remove group claims from the app registration.',
  );
}
