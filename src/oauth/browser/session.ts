import * as z from 'zod';

import type { EntraPerson } from '../../entra/entra-types.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';
import type { CookieJar } from '../../http/cookies.ts';

/** The short name of the session cookie for our own pages. */
export const SESSION_COOKIE = 'session';

const SESSION_LIFETIME_SECONDS = 30 * 60;

const session = z.object({
  v: z.literal(1),
  tid: z.string(),
  oid: z.string(),
  roles: z.array(z.string()),
  name: z.string().optional(),
  username: z.string().optional(),
});

/** A user's session on our own pages. The session gives access to nothing else. */
export type Session = z.infer<typeof session> & {
  /** The sealed session, which only this browser has. */
  readonly sealed: string;
};

/** Returns whether a session belongs to this user. */
export function belongsTo(
  session: Session,
  { tid, oid }: { readonly tid: string; readonly oid: string },
): boolean {
  return session.tid === tid && session.oid === oid;
}

/** Returns the name that tells the user which account is signed in. */
export function accountName({ username, name }: Session): string | undefined {
  return username ?? name;
}

/** Sessions on our own pages, sealed into a cookie. */
export type Sessions = {
  /** Returns the Set-Cookie value for a new half-hour session. */
  cookieFor(person: EntraPerson): Promise<string>;
  /** Returns the browser's session; undefined if there is none or it has expired. */
  read(request: Request): Promise<Session | undefined>;
};

export function createSessions({
  sealer,
  cookies,
}: {
  readonly sealer: Sealer;
  readonly cookies: CookieJar;
}): Sessions {
  return {
    cookieFor: async ({ tid, oid, roles, name, username }) => {
      const claims = { v: 1, tid, oid, roles, name, username };
      const sealed = await sealer.seal('session', claims, SESSION_LIFETIME_SECONDS);
      return cookies.set(SESSION_COOKIE, sealed, SESSION_LIFETIME_SECONDS);
    },
    read: async (request) => {
      const sealed = cookies.get(request, SESSION_COOKIE);
      if (sealed === undefined) return undefined;
      const claims = await tryOpenClaims(session, 'session', sealed, sealer);
      return claims && { ...claims, sealed };
    },
  };
}
