import * as z from 'zod';

import type { Config } from '../../config/config.ts';
import { openClaims, SealError, type Sealer } from '../../secrets/seal.ts';

/**
 * How long a registration can be used with a loopback redirect URI, which any program on the user's machine can
 * register. Registrations with a URI on the allow-list last longer, because connectors such as Copilot Studio's
 * register only once.
 */
export const LOOPBACK_LIFETIME_SECONDS = 90 * 24 * 3_600;

/** The claims have short names because the sealed registration is the client_id, which is part of URLs. */
const registrationClaims = z.object({
  v: z.literal(1),
  /** Redirect URIs. */
  u: z.array(z.string()).min(1),
  /** The client's name. */
  n: z.string().optional(),
  /** Whether a secret was issued. */
  s: z.boolean(),
  /** Added by the sealer. */
  iat: z.int().default(0),
  exp: z.int().default(0),
});

/** The content of a sealed client_id. Nothing else about the registration is kept. */
export type RegistrationContent = {
  readonly redirectUris: readonly string[];
  readonly name: string | undefined;
  readonly confidential: boolean;
};

/** When a registration was created and when it expires, in seconds since 1970. */
export type RegistrationTimes = { readonly iat: number; readonly exp: number };

export type SealedRegistration = RegistrationContent & { readonly times: RegistrationTimes };

/** Seals a registration and returns the client_id. */
export function sealRegistration(
  { redirectUris, name, confidential }: RegistrationContent,
  lifetimeSeconds: number,
  sealer: Sealer,
): Promise<string> {
  const claims = { v: 1, u: redirectUris, ...(name !== undefined && { n: name }), s: confidential };
  return sealer.seal('registration', claims, lifetimeSeconds);
}

/**
 * Opens a client_id; throws `SealError` if it is not a registration or is older than `REGISTRATION_EPOCH`.
 */
export async function openRegistration(
  clientId: string,
  { sealer, config }: { readonly sealer: Sealer; readonly config: Config },
): Promise<SealedRegistration> {
  const claims = await openClaims(registrationClaims, 'registration', clientId, sealer);
  const { u: redirectUris, n: name, s: confidential, iat, exp } = claims;
  const times = { iat, exp };
  if (!isOfThisEpoch(times, config)) throw new SealError('refused');
  return { redirectUris, name, confidential, times };
}

/** Returns whether a registration was created at or after `REGISTRATION_EPOCH`. */
export function isOfThisEpoch({ iat }: RegistrationTimes, config: Config): boolean {
  return iat >= (config.registrationEpoch ?? 0);
}

/**
 * Returns whether a registration is too old for a loopback redirect URI. `now` is in milliseconds since 1970.
 */
export function isExpiredOnLoopback({ iat }: RegistrationTimes, now: number): boolean {
  return now / 1_000 >= iat + LOOPBACK_LIFETIME_SECONDS;
}
