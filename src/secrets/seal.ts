import type { JWTPayload } from 'jose';

/** The kinds of sealed token; each has a key of its own, so that one can never pass for another. */
export type SealKind = 'registration' | 'transaction' | 'code' | 'access' | 'refresh' | 'session' | 'cursor';

/** Thrown for a token that is not ours, not of this kind, altered, or expired; the reason is for the log only. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: 'malformed' | 'unknown key' | 'expired' | 'refused';
  constructor(reason: SealError['reason'], options: { cause?: unknown } = {}) {
    super(`sealed token ${reason}`, options);
    this.reason = reason;
  }
}

/** Seals claims into a JWE (`dir`, A256GCM) and opens them again. Both throw `UnavailableError` while no key can be had. */
export interface Sealer {
  /** Seals claims for `lifetimeSeconds`. */
  seal(kind: SealKind, claims: JWTPayload, lifetimeSeconds: number): Promise<string>;
  /** Opens a token of this kind; `SealError` otherwise. */
  open(kind: SealKind, token: string): Promise<JWTPayload>;
  /** A MAC key of the current root for one purpose, such as authenticating rows or a CSRF value. */
  mac(purpose: string, data: string): Promise<string>;
  /** Compares a MAC, under any key of the ring, in constant time. */
  macMatches(purpose: string, data: string, mac: string): Promise<boolean>;
}
