import { hash } from 'node:crypto';

/** A token and its digest, for tokens that are looked up by digest on every call. */
export type DigestedToken = { readonly token: string; readonly digest: string };

export function digestToken(token: string): DigestedToken {
  return { token, digest: digest(token) };
}

/** Returns the SHA-256 digest of a string in base64url (43 characters). */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
