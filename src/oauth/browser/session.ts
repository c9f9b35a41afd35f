import { z } from 'zod';

import type { EntraPerson } from '../../entra/entra-types.ts';
import { SealError } from '../../secrets/seal.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** The short name of the cookie that says who looks at our own pages. */
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

/** A person who signed in to our own pages; it opens nothing else. */
export type Session = z.infer<typeof session> & {
  /** The sealed session itself, which nobody but this browser has. */
  readonly sealed: string;
};

type Needs = Pick<OAuthNeeds, 'sealer' | 'cookies'>;

/** The Set-Cookie value of a session of half an hour. */
export async function sessionCookie(person: EntraPerson, { sealer, cookies }: Needs): Promise<string> {
  const { tid, oid, roles, name, username } = person;
  const claims = { v: 1, tid, oid, roles, name, username };
  const sealed = await sealer.seal('session', claims, SESSION_LIFETIME_SECONDS);
  return cookies.set(SESSION_COOKIE, sealed, SESSION_LIFETIME_SECONDS);
}

/** The session of the browser that sent a request, if it has one that is still good. */
export async function readSession(
  request: Request,
  { sealer, cookies }: Needs,
): Promise<Session | undefined> {
  const sealed = cookies.get(request, SESSION_COOKIE);
  if (sealed === undefined) return undefined;
  try {
    return { ...session.parse(await sealer.open('session', sealed)), sealed };
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
