import type { JWTPayload } from 'jose';
import type * as z from 'zod';

/** Kinds of sealed tokens. Each has its own key, so that a token of one kind is never accepted as another. */
export type SealKind =
  | 'registration'
  | 'transaction'
  | 'code'
  | 'access'
  | 'refresh'
  | 'session'
  | 'cursor'
  | 'approval'
  | 'link';

/** Thrown if a token is not ours, not of this kind, altered or expired. `reason` is for the log only. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: 'malformed' | 'unknown key' | 'expired' | 'refused';
  constructor(reason: SealError['reason'], options: { cause?: unknown } = {}) {
    super(`sealed token ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * Seals claims into JWEs (`dir`, A256GCM) and opens them again. Methods throw `UnavailableError` while there is no key.
 */
export interface Sealer {
  seal(kind: SealKind, claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** Opens a token of this kind; throws `SealError` for any other token. */
  open(kind: SealKind, token: string): Promise<JWTPayload>;
  /** Returns a 128-bit MAC under the current root, for short-lived values that a model has to repeat. */
  shortMac(purpose: string, data: string): Promise<Buffer>;
  /** Returns a MAC of `data` under the current root. MACs for different purposes never match. */
  mac(purpose: string, data: string): Promise<string>;
  /** Verifies a MAC under any key in the ring, in constant time. */
  macMatches(purpose: string, data: string, mac: string): Promise<boolean>;
}

/**
 * Opens a token of this kind and parses its claims. Throws `SealError` for any other token, or if the claims do not
 * have this shape.
 */
export async function openClaims<Shape extends z.ZodType>(
  shape: Shape,
  kind: SealKind,
  token: string,
  sealer: Pick<Sealer, 'open'>,
): Promise<z.output<Shape>> {
  const parsed = shape.safeParse(await sealer.open(kind, token));
  if (!parsed.success) throw new SealError('malformed');
  return parsed.data;
}

/** Like `openClaims`, but returns undefined instead of throwing `SealError`. */
export async function tryOpenClaims<Shape extends z.ZodType>(
  ...[shape, kind, token, sealer]: Parameters<typeof openClaims<Shape>>
): Promise<z.output<Shape> | undefined> {
  try {
    return await openClaims(shape, kind, token, sealer);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
