import * as z from 'zod';

import { SealError, type Sealer } from '../../secrets/seal.ts';

const LIFETIME_SECONDS = 900;

const returnTo = z.object({
  purpose: z.literal('logout'),
  uri: z.string(),
  state: z.string().exactOptional(),
});

export type ReturnTo = { readonly uri: string; readonly state?: string };

/** Seals a checked target, so that it cannot be changed while it is in the page or the cookie. */
export function sealReturn(target: ReturnTo, sealer: Sealer): Promise<string> {
  return sealer.seal('transaction', { purpose: 'logout', ...target }, LIFETIME_SECONDS);
}

/** Opens a sealed target. Returns undefined for anything that we did not seal for this purpose. */
export async function openReturn(sealed: string, sealer: Sealer): Promise<ReturnTo | undefined> {
  try {
    const { uri, state } = returnTo.parse(await sealer.open('transaction', sealed));
    return { uri, ...(state !== undefined && { state }) };
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
