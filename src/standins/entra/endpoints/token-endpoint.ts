import { requireParameter, rejectRepeated, type EntraRequest } from '../entra-request.ts';
import { authenticateClient } from '../authenticate-client.ts';
import type { Directory } from '../entra-directory.ts';
import { EntraRefusal, tokenError } from '../entra-errors.ts';
import { redeemCode } from '../grants/code-grant.ts';
import { onBehalfOf } from '../grants/obo-grant.ts';
import { refresh } from '../grants/refresh-grant.ts';

type Grant = (request: EntraRequest, directory: Directory) => Promise<Record<string, unknown>>;

const grants: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', redeemCode],
  ['refresh_token', refresh],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', onBehalfOf],
]);

/** Authenticates the client first, then processes the grant. */
export async function token(request: EntraRequest, directory: Directory): Promise<Response> {
  try {
    rejectRepeated(request);
    const grant = grants.get(requireParameter(request, 'grant_type'));
    if (grant === undefined) throw new EntraRefusal(70003);
    await authenticateClient(request, directory);
    const answer = await grant(request, directory);
    return Response.json(answer, { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
  } catch (error) {
    if (error instanceof EntraRefusal) return tokenError(error, directory.now(), request.correlationId);
    throw error;
  }
}
