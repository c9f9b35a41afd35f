import { recordInText } from '../../base/json-text.ts';
import type { AnyOutcome } from './outcome.ts';

const LONGEST_CLAIMS = 4_096;

/**
 * Returns the claims (JSON text) that a 401 demands with `error="insufficient_claims"` (continuous access evaluation),
 * or undefined if there is no such challenge or it is malformed.
 */
export function claimsOf(outcome: AnyOutcome): string | undefined {
  if (outcome.kind !== 'reply' || outcome.status !== 401) return undefined;
  const header = [outcome.headers['www-authenticate'] ?? []].flat().join(', ');
  if (!/error="?insufficient_claims"?/i.test(header)) return undefined;
  const encoded = /\bclaims="([A-Za-z0-9+/_=-]+)"/i.exec(header)?.[1];
  if (encoded === undefined || encoded.length > LONGEST_CLAIMS) return undefined;
  const claims = Buffer.from(encoded, 'base64').toString('utf8');
  return recordInText(claims) === undefined ? undefined : claims;
}
