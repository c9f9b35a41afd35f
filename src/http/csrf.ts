import { HttpError } from '../errors.ts';
import type { Sealer } from '../secrets/seal.ts';

type Needs = { readonly sealer: Sealer; readonly random: (bytes: number) => Uint8Array };

/** A form's proof that it was shown to this browser: a random cookie, and a hidden field that only we can make of it. */
export async function newFormProof(
  cookieName: string,
  { sealer, random }: Needs,
): Promise<{ readonly cookie: string; readonly field: string }> {
  const cookie = Buffer.from(random(16)).toString('base64url');
  return { cookie, field: await formProof(cookieName, cookie, { sealer }) };
}

/** The hidden field that belongs to a cookie which the browser has already. */
export function formProof(
  cookieName: string,
  cookie: string,
  { sealer }: Pick<Needs, 'sealer'>,
): Promise<string> {
  return sealer.mac('form', `${cookieName}|${cookie}`);
}

/** Whether a posted field belongs to the cookie that this browser sent under that name. */
export async function formProofHolds(
  cookieName: string,
  proof: { readonly cookie: string | undefined; readonly field: string | undefined },
  { sealer }: Pick<Needs, 'sealer'>,
): Promise<boolean> {
  if (proof.cookie === undefined || proof.field === undefined) return false;
  return sealer.macMatches('form', `${cookieName}|${proof.cookie}`, proof.field);
}

/** Whether a post comes from a page of ours: by Origin, or where a browser sends none, by Sec-Fetch-Site. */
export function isOwnPost(request: Request, publicUrl: string): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return request.headers.get('sec-fetch-site') === 'same-origin';
  return origin === publicUrl;
}

/** Refuses a post that does not come from a page of ours. */
export function requireOwnPost(request: Request, publicUrl: string): void {
  if (isOwnPost(request, publicUrl)) return;
  throw new HttpError(403, 'This form was not sent from our own page. Go back to your app and start again.');
}
