import type { Owner } from '../../errors.ts';
import type { LinkName } from './links.ts';

/**
 * What helps after a failure. `sign-in-again`: a new sign-in. `ended`: nothing for this sign-in, because the account is
 * disabled or gone; clients must drop its tokens. `refused`: a new sign-in changes nothing until somebody has fixed the
 * cause, after which the tokens work again. `consent`: the consent of an administrator. `misconfigured`: a change to
 * Portico or its app registration. `retry`: the same request again, later.
 */
export type Remedy = 'sign-in-again' | 'ended' | 'refused' | 'consent' | 'misconfigured' | 'retry';

/** `{name}` in `action` and `link` stands for a value of `links.ts`. */
export type Cause = {
  /** `AADSTS` and a number, an OAuth error code, or an error code of Microsoft Graph. */
  readonly code: string;
  readonly remedy: Remedy;
  readonly owner: Owner;
  /** One sentence. */
  readonly cause: string;
  /** What the owner does. One sentence. */
  readonly action: string;
  /** A URL or a command. */
  readonly link: string;
};

/** Where to go, and who: several codes share one. */
export type Way = {
  readonly remedy: Remedy;
  readonly owner: Owner;
  readonly action: string;
  readonly link: `${string}{${LinkName}}${string}` | `azd ${string}` | `npm run ${string}`;
};

/** The causes that are fixed in one way, by AADSTS number. */
export function causesOf(way: Way, causes: Readonly<Record<number, string>>): Cause[] {
  return Object.entries(causes).map(([number, cause]) => ({ ...way, code: `AADSTS${number}`, cause }));
}

/** The causes that are fixed in one way, by error code. */
export function namedCauses(way: Way, causes: Readonly<Record<string, string>>): Cause[] {
  return Object.entries(causes).map(([code, cause]) => ({ ...way, code, cause }));
}
