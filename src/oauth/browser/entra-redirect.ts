import type { EntraSignIn } from '../../entra/entra-types.ts';
import type { CookieJar } from '../../http/cookies.ts';
import { redirect } from '../../http/response/respond.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { challengeOf } from '../authorize/check-pkce.ts';
import { addFlowCookie, flowCookieName } from './flow-cookies.ts';
import { sealTransaction, transactionId, type Transaction } from './transaction.ts';

/**
 * Redirects the browser to Entra to sign in. Only this function sets the transaction cookie, after the user has
 * agreed (MCP security best practices, confused deputy). `cookies` are additional Set-Cookie values.
 */
export type RedirectToEntra = (
  request: Request,
  transaction: Transaction,
  options?: {
    readonly cookies?: readonly string[];
    /** Claims that Entra must satisfy (JSON text). */
    readonly claims?: string | undefined;
    readonly loginHint?: string | undefined;
  },
) => Promise<Response>;

type Dependencies = {
  readonly signIn: EntraSignIn;
  readonly sealer: Sealer;
  readonly cookies: CookieJar;
  readonly now: () => number;
};

export function createRedirectToEntra({ signIn, sealer, cookies, now }: Dependencies): RedirectToEntra {
  return async (request, transaction, { cookies: others = [], claims, loginHint } = {}) => {
    const location = await signIn.authorizeUrl({
      state: transaction.state,
      nonce: transaction.nonce,
      codeChallenge: challengeOf(transaction.verifier),
      ownTenant: transaction.ownTenant,
      ...(claims !== undefined && { claims }),
      ...(loginHint !== undefined && { loginHint }),
    });
    const name = flowCookieName('signin', transactionId(transaction.state), now());
    const value = await sealTransaction(transaction, sealer);
    const added = addFlowCookie(request, 'signin', { name, value }, cookies);
    return redirect(location, [...others, ...added]);
  };
}
