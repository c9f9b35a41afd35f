import * as z from 'zod';

import type { CookieJar } from '../../http/cookies.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';

const LIFETIME_SECONDS = 900;

/** The cookie that holds the return target while Entra signs the user out. */
export const RETURN_COOKIE = 'signedout';

const returnTo = z.object({
  purpose: z.literal('logout'),
  uri: z.string(),
  state: z.string().exactOptional(),
});

export type ReturnTo = { readonly uri: string; readonly state?: string };

/** Seals a checked target, so that it cannot be changed while it is in the page or the cookie. */
export function sealReturn(target: ReturnTo, sealer: Sealer): Promise<string> {
  return sealer.seal('transaction', { purpose: 'logout', ...target }, LIFETIME_SECONDS);
}

/** Opens a sealed target. Returns undefined for anything that we did not seal for this purpose. */
export async function openReturn(sealed: string, sealer: Sealer): Promise<ReturnTo | undefined> {
  const claims = await tryOpenClaims(returnTo, 'transaction', sealed, sealer);
  if (claims === undefined) return undefined;
  const { uri, state } = claims;
  return { uri, ...(state !== undefined && { state }) };
}

/**
 * Returns the Set-Cookie values that end an abandoned logout, for a user who has signed in again. Otherwise, the next
 * logout would look like Entra's redirect back, and the user would seem to be signed out.
 */
export function forgetLogout(request: Request, cookies: CookieJar): readonly string[] {
  return cookies.get(request, RETURN_COOKIE) === undefined ? [] : [cookies.set(RETURN_COOKIE, '', 0)];
}
