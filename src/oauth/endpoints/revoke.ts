import { z } from 'zod';

import { OAuthError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm } from '../../http/form.ts';
import { empty } from '../../http/response/respond.ts';
import { SealError } from '../../secrets/seal.ts';
import { loggingRefusals, recordSuccess } from '../oauth-audit.ts';
import { authenticateClient } from '../clients/client-authentication.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import type { FamilyKey } from '../tokens/family-key.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'families' | 'audit' | 'log' | 'fetchClientMetadata'>;

const familyClaims = z.object({
  client: clientIdentity,
  partition: z.string(),
  family: z.string(),
});

/** The revocation endpoint (RFC 7009, 2): either token of a sign-in ends all of them. What is no token of ours is no error. */
export function revoke(request: Request, needs: Needs, requestContext: RequestContext): Promise<Response> {
  return loggingRefusals({ needs, requestContext, operation: 'revoke' }, async () => {
    const form = await readForm(request);
    const client = await authenticateClient(request, form, needs);
    const token = form['token'];
    if (token === undefined) throw new OAuthError('invalid_request', 'The token is missing.');
    const found = await familyOf(token, needs);
    if (found !== undefined) {
      if (found.client.id !== client.boundId) {
        throw new OAuthError('invalid_grant', 'The token was issued to another client.');
      }
      await needs.families.revoke(found.key);
      recordSuccess({ client: found.client }, { needs, requestContext, operation: 'revoke' });
    }
    return empty(200, { 'cache-control': 'no-store', pragma: 'no-cache' });
  });
}

/** The family that a refresh or access token of ours belongs to. */
export async function familyOf(
  token: string,
  { sealer }: Pick<Needs, 'sealer'>,
): Promise<{ key: FamilyKey; client: z.infer<typeof familyClaims>['client'] } | undefined> {
  for (const kind of ['refresh', 'access'] as const) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the second kind is tried only where the first is not it
      const { client, partition, family } = familyClaims.parse(await sealer.open(kind, token));
      return { key: { partition, id: family }, client };
    } catch (error) {
      if (!(error instanceof SealError || error instanceof z.ZodError)) throw error;
    }
  }
  return undefined;
}
