import { z } from 'zod';

import type { EntraGrant } from '../../entra/entra-types.ts';
import { ClaimsChallengeError, EntraRefusedError, OAuthError } from '../../errors.ts';
import { spend } from '../../http/limits/rate-limit.ts';
import { SealError } from '../../secrets/seal.ts';
import { recordRefusal } from '../oauth-audit.ts';
import { checkAllowedClient } from '../clients/oauth-client.ts';
import { standing, type Family } from '../tokens/family.ts';
import { personPartition, type FamilyKey } from '../tokens/family-key.ts';
import { issueTokens } from '../tokens/token-response.ts';
import { checkResource } from '../authorize/check-resource.ts';
import { checkScope } from '../authorize/check-scope.ts';
import { rememberDemand } from '../tokens/pending-claims.ts';
import type { GrantNeeds, TokenRequest } from './grant.ts';
import { refreshClaims, type RefreshClaims } from './refresh-claims.ts';

type Refresh = TokenRequest & { readonly claims: RefreshClaims; readonly key: FamilyKey };

/**
 * Refreshes (RFC 6749, 6) with rotation (OAuth 2.1, 4.3.1): Entra is asked first and the family moves on after, so
 * that an outage spends nothing. A spent token is answered within the grace; an older one ends its family.
 */
export async function refresh(request: TokenRequest, needs: GrantNeeds): Promise<Response> {
  const claims = await openRefreshToken(request, needs);
  spend(needs.refreshes, claims.family);
  checkAllowedClient(claims.client, needs.config);
  checkResource(request.form['resource'], needs.config.publicUrl);
  checkScope(request.form['scope']);
  const attempt: Refresh = { ...request, claims, key: { partition: claims.partition, id: claims.family } };
  const family = await usable(attempt, needs);
  const grant = await refreshAtEntra(family, attempt, needs);
  const generation = await rotated(family, attempt, needs);
  return issueTokens(
    {
      accessToken: grant.accessToken,
      refreshToken: grant.refreshToken ?? claims.u,
      expiresAt: grant.person.expiresAt,
      tid: claims.tid,
      client: claims.client,
      family: { ...attempt.key, generation },
    },
    needs,
  );
}

async function openRefreshToken(
  { form, client }: TokenRequest,
  { sealer }: GrantNeeds,
): Promise<RefreshClaims> {
  const token = form['refresh_token'];
  if (token === undefined) throw new OAuthError('invalid_request', 'The refresh_token is missing.');
  try {
    const claims = refreshClaims.parse(await sealer.open('refresh', token));
    if (claims.client.id === client.boundId) return claims;
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) throw notValid(error);
    throw error;
  }
  throw notValid();
}

/** The family, if the token belongs to its current generation or to the one before within the grace. */
async function usable(attempt: Refresh, needs: GrantNeeds): Promise<Family> {
  const family = await needs.families.read(attempt.key);
  if (family === undefined || family.revoked) throw notValid();
  const stands = standing(
    family,
    attempt.claims.generation,
    needs.now() / 1_000,
    attempt.requestContext.address,
  );
  if (stands === 'superseded') throw await ended('refresh_token_reused', attempt, needs);
  return family;
}

/**
 * Entra's word is final: who may no longer sign in loses the family. Who has to prove more keeps it but must sign in
 * again, with the claims that Entra wants. Its outages change nothing.
 */
async function refreshAtEntra({ claims }: Family, attempt: Refresh, needs: GrantNeeds): Promise<EntraGrant> {
  const { tid, u, partition } = attempt.claims;
  try {
    const demanded = claims === undefined ? {} : { claims };
    const grant = await needs.signIn.refresh({
      refreshToken: u,
      tid,
      origin: attempt.requestContext,
      ...demanded,
    });
    if (personPartition(grant.person) === partition) return grant;
  } catch (error) {
    if (error instanceof ClaimsChallengeError) {
      await rememberDemand(partition, error.claims, needs);
      throw notValid(error);
    }
    if (!(error instanceof EntraRefusedError || error instanceof OAuthError)) throw error;
  }
  throw await ended('refused_by_entra', attempt, needs);
}

/** The generation that the new tokens belong to: the next one, or the current one where another refresh was first. */
async function rotated(family: Family, attempt: Refresh, needs: GrantNeeds): Promise<number> {
  const mine = family.generation === attempt.claims.generation;
  if (!mine) return family.generation;
  if (await needs.families.rotate(family, attempt.requestContext.address)) return family.generation + 1;
  return (await usable(attempt, needs)).generation;
}

async function ended(rule: string, attempt: Refresh, needs: GrantNeeds): Promise<OAuthError> {
  await needs.families.revoke(attempt.key);
  recordRefusal(rule, attempt.claims.client, {
    needs,
    requestContext: attempt.requestContext,
    operation: 'refresh',
  });
  return notValid();
}

function notValid(cause?: unknown): OAuthError {
  return new OAuthError('invalid_grant', 'The refresh token is not valid any more: sign in again.', {
    cause,
  });
}
