import type { Config } from '../../config/config.ts';
import type { EntraGrant, EntraSignIn } from '../../entra/entra-types.ts';
import { ClaimsChallengeError, EntraRefusedError, OAuthError } from '../../errors.ts';
import { spend, type RateLimit } from '../../http/limits/rate-limit.ts';
import { openClaims, SealError, type Sealer } from '../../secrets/seal.ts';
import { checkScope } from '../authorize/check-scope.ts';
import { checkAllowedClient, checkRegistrationAge, publicRegistration } from '../clients/oauth-client.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Families, Family, Successor } from '../tokens/family.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { FamilyKey } from '../tokens/family-key.ts';
import type { PendingClaims } from '../tokens/pending-claims.ts';
import type { IssueTokens } from '../tokens/token-response.ts';
import type { Grant, TokenRequest } from './grant.ts';
import { invalidRefreshToken, refreshClaims, type RefreshClaims } from './refresh-claims.ts';

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly families: Families;
  /** Limits how often each family is refreshed. */
  readonly refreshes: RateLimit;
  readonly signIn: EntraSignIn;
  readonly pendingClaims: PendingClaims;
  readonly issueTokens: IssueTokens;
  readonly audit: OAuthAudit;
};

type Refresh = TokenRequest & { readonly claims: RefreshClaims; readonly key: FamilyKey };

/**
 * Handles a refresh (RFC 6749, section 6) and rotates the refresh token (OAuth 2.1, section 4.3.1). The tokens are
 * refreshed at Entra before the use is recorded, so no token is spent while Entra is down. The previous token is
 * accepted until its successor has been used; any other reuse ends the family.
 */
export function createRefreshTokenGrant(dependencies: Dependencies): Grant {
  const { config, sealer, families, refreshes, signIn, pendingClaims, issueTokens, audit } = dependencies;

  const refuse = (rule: string, { claims, requestContext }: Refresh, cause?: unknown): OAuthError => {
    const refusal = notValid(cause);
    audit.recordRefusal(rule, claims.client, { requestContext, operation: 'refresh' }, refusal);
    return refusal;
  };

  const endFamily = async (rule: string, attempt: Refresh, cause?: unknown): Promise<OAuthError> => {
    await families.revoke(attempt.key);
    return refuse(rule, attempt, cause);
  };

  /** Returns the family if it is alive and the token has not been reused; throws otherwise. */
  const findFamily = async (attempt: Refresh): Promise<Family> => {
    const family = await families.read(attempt.key);
    if (family === undefined || family.revoked) throw notValid();
    const { use } = families.classify(family, attempt.claims, attempt.requestContext.address);
    if (use === 'reused') throw await endFamily('refresh_token_reused', attempt);
    return family;
  };

  /**
   * Ends the family if Entra refuses for good. If Entra demands more claims, or refuses for a reason that can be fixed,
   * such as a Conditional Access policy, the family stays alive, but the client is told to sign in again. An outage
   * changes nothing.
   */
  const refreshAtEntra = async ({ claims }: Family, attempt: Refresh): Promise<EntraGrant> => {
    const { tid, u, partition } = attempt.claims;
    try {
      const grant = await signIn.refresh({
        refreshToken: u,
        tid,
        origin: attempt.requestContext,
        ...(claims !== undefined && { claims }),
      });
      if (personPartition(grant.person) === partition) return grant;
    } catch (error) {
      if (error instanceof ClaimsChallengeError) {
        await pendingClaims.remember(partition, error.claims);
        throw notValid(error);
      }
      if (!(error instanceof EntraRefusedError || error instanceof OAuthError)) throw error;
      if (error instanceof EntraRefusedError && !error.endsSignIn)
        throw refuse('refused_by_entra', attempt, error);
      throw await endFamily('refused_by_entra', attempt, error);
    }
    throw await endFamily('refused_by_entra', attempt);
  };

  const useToken = async (family: Family, attempt: Refresh): Promise<Successor> => {
    const successor = await families.use(family, attempt.claims, attempt.requestContext.address);
    if (successor !== undefined) return successor;
    // Another request was faster: it ended the family or used a token of the same generation.
    await findFamily(attempt);
    throw notValid();
  };

  return async (request) => {
    const claims = await openRefreshToken(request, sealer);
    spend(refreshes, claims.family);
    checkAllowedClient(claims.client, config);
    checkRegistrationAge(request.client, claims.client);
    checkScope(request.form['scope']);
    const key = { partition: claims.partition, id: claims.family };
    const attempt: Refresh = { ...request, claims, key };
    const family = await findFamily(attempt);
    const grant = await refreshAtEntra(family, attempt);
    const { token, used } = await useToken(family, attempt);
    audit.recordRefresh(
      { person: { ...grant.person, tid: claims.tid }, client: claims.client },
      { requestContext: request.requestContext, operation: 'refresh' },
      used,
    );
    return issueTokens({
      accessToken: grant.accessToken,
      refreshToken: grant.refreshToken ?? claims.u,
      expiresAt: grant.person.expiresAt,
      tid: claims.tid,
      client: claims.client,
      family: { ...key, ...token },
      registration: publicRegistration(request.client),
    });
  };
}

/** Opens a refresh token and returns its claims; throws if the token is invalid or does not belong to this client. */
async function openRefreshToken({ form, client }: TokenRequest, sealer: Sealer): Promise<RefreshClaims> {
  const token = form['refresh_token'];
  if (token === undefined) throw new OAuthError('invalid_request', 'The refresh_token is missing.');
  try {
    const claims = await openClaims(refreshClaims, 'refresh', token, sealer);
    if (claims.client.id === client.boundId) return claims;
  } catch (error) {
    throw error instanceof SealError ? notValid(error) : error;
  }
  throw notValid();
}

/**
 * Creates the error for an invalid refresh token. If Entra refused the refresh, the error states who can fix the
 * problem (see `causes/explain.ts`).
 */
function notValid(cause?: unknown): OAuthError {
  const isExplained = cause instanceof EntraRefusedError || cause instanceof ClaimsChallengeError;
  const message = isExplained && cause.explanation !== undefined ? cause.message : undefined;
  return invalidRefreshToken(cause, message);
}
