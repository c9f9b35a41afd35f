import { randomText } from '../base/random.ts';
import { HttpError } from '../errors.ts';
import type { Sealer } from '../secrets/seal.ts';

/** A random cookie, and the token for a form's hidden field. Only we can create the token for a cookie. */
export type CsrfPair = { readonly cookie: string; readonly token: string };

/**
 * Protects forms against cross-site request forgery with signed double-submit cookies. Each token is bound to a
 * cookie's name.
 */
export type Csrf = {
  /** Creates a cookie and its token. */
  issue(cookieName: string): Promise<CsrfPair>;
  /** Returns the token for a cookie that the browser already has. */
  tokenFor(cookieName: string, cookie: string): Promise<string>;
  /** Returns whether the posted token matches the cookie that the browser sent under this name. */
  verify(
    cookieName: string,
    sent: { readonly cookie: string | undefined; readonly token: string | undefined },
  ): Promise<boolean>;
};

const COOKIE_BYTES = 16;

export function createCsrf({
  sealer,
  random,
}: {
  readonly sealer: Sealer;
  readonly random: (bytes: number) => Uint8Array;
}): Csrf {
  const tokenFor = (cookieName: string, cookie: string) => sealer.mac('form', `${cookieName}|${cookie}`);
  return {
    tokenFor,
    issue: async (cookieName) => {
      const cookie = randomText(random, COOKIE_BYTES);
      return { cookie, token: await tokenFor(cookieName, cookie) };
    },
    verify: async (cookieName, { cookie, token }) => {
      if (cookie === undefined || token === undefined) return false;
      return sealer.macMatches('form', `${cookieName}|${cookie}`, token);
    },
  };
}

/**
 * Returns whether a POST comes from one of our pages, according to Origin or, if the browser omits it, Sec-Fetch-Site.
 */
export function isSameOriginPost(request: Request, publicUrl: string): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return request.headers.get('sec-fetch-site') === 'same-origin';
  return origin === publicUrl;
}

/** Throws 403 if a POST does not come from one of our pages. */
export function checkSameOriginPost(request: Request, publicUrl: string): void {
  if (isSameOriginPost(request, publicUrl)) return;
  throw new HttpError(
    403,
    'This form was not sent from our own page. Go back to where you started and try again.',
  );
}
