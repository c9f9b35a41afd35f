import { errors, type JWTPayload } from 'jose';

import { EntraRefusal } from './entra-errors.ts';

/** A federated identity credential. It describes the assertions that an application can use instead of a secret. */
export type FederatedCredential = {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: RegExp;
};

/**
 * Checks an assertion. Throws AADSTS700024 if `exp` is missing, and 700211, 700213 or 700212 for a wrong issuer,
 * subject or audience.
 */
export function checkFederatedCredential(claims: JWTPayload, expected: FederatedCredential): void {
  const details = { detail: `('${String(claims.iss)}', '${String(claims.sub)}', '${String(claims.aud)}')` };
  if (claims.exp === undefined) throw new EntraRefusal(700024);
  if (claims.iss !== expected.issuer) throw new EntraRefusal(700211, details);
  if (claims.sub !== expected.subject) throw new EntraRefusal(700213, details);
  if (!expected.audience.test(String(claims.aud))) throw new EntraRefusal(700212, details);
}

/** Converts an error from jose to Entra's refusal of the client assertion. Returns any other error unchanged. */
export function clientAssertionError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new EntraRefusal(700024);
  if (error instanceof errors.JOSEError) return new EntraRefusal(700027, { detail: `(${error.code})` });
  return error;
}
