import { hash } from 'node:crypto';

/** A token with its digest, for tokens that every call looks up by digest. */
export type DigestedToken = { readonly token: string; readonly digest: string };

export function digestToken(token: string): DigestedToken {
  return { token, digest: digest(token) };
}

/** Returns the SHA-256 digest of a string in base64url (43 characters). */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
