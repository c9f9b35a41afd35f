import { hash } from 'node:crypto';

/** Returns the SHA-256 digest of a string in base64url (43 characters). */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}
