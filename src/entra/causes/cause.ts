import type { Owner } from '../../errors.ts';
import type { LinkName } from './links.ts';

/**
 * How to recover from a failure.
 * `sign-in-again`: sign in again.
 * `ended`: the account is disabled or deleted, so this sign-in cannot recover; clients must drop its tokens.
 * `refused`: signing in again does not help; once the cause has been fixed, the existing tokens work again.
 * `consent`: an administrator must consent.
 * `misconfigured`: the operator must change Portico or its app registration.
 * `retry`: send the same request again later.
 */
export type Remedy = 'sign-in-again' | 'ended' | 'refused' | 'consent' | 'misconfigured' | 'retry';

/** In `action` and `link`, `{name}` is a placeholder for a link from `links.ts`. */
export type Cause = {
  /** `AADSTS` and a number, an OAuth error code, or a Microsoft Graph error code. */
  readonly code: string;
  readonly remedy: Remedy;
  readonly owner: Owner;
  /** One sentence. */
  readonly cause: string;
  /** One sentence that tells the `owner` how to fix the failure. */
  readonly action: string;
  /** A URL or a command. */
  readonly link: string;
};

/** The way to fix a failure, and who can do it. Several codes share one fix. */
export type Fix = {
  readonly remedy: Remedy;
  readonly owner: Owner;
  readonly action: string;
  readonly link: `${string}{${LinkName}}${string}` | `azd ${string}` | `npm run ${string}`;
};

/** Creates causes that share a fix, keyed by AADSTS number. */
export function causesOf(fix: Fix, causes: Readonly<Record<number, string>>): Cause[] {
  return Object.entries(causes).map(([number, cause]) => ({ ...fix, code: `AADSTS${number}`, cause }));
}

/** Creates causes that share a fix, keyed by error code. */
export function namedCauses(fix: Fix, causes: Readonly<Record<string, string>>): Cause[] {
  return Object.entries(causes).map(([code, cause]) => ({ ...fix, code, cause }));
}
