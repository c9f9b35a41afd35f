import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';

import { digest } from '../../base/sha256.ts';
import { setBounded } from '../bounded.ts';
import type { Person } from '../tenant/people.ts';
import { EntraRefusal } from './entra-errors.ts';
import type { InjectedRefusals } from './injected-refusals.ts';
import type { Keys } from './tokens/signing-keys.ts';

const CODE_LIMIT = 2_000;
const SESSION_LIMIT = 1_000;
const REFRESH_TOKEN_LIMIT = 10_000;

/** A signed-in person; `contexts` are the authentication contexts that they satisfied (claim `acrs`). */
export type SignIn = { readonly person: Person; readonly contexts: readonly string[] };

/** The record of an authorization code; `issuedAt` is in milliseconds. */
export type Code = SignIn & {
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly issuedAt: number;
  redeemed: boolean;
};

/** The record of a refresh token; `issuedAt` is in milliseconds. */
export type RefreshToken = SignIn & { readonly scope: string; readonly issuedAt: number; revoked: boolean };

/** The state of the Entra stand-in, in memory and bounded. */
export type Directory = {
  readonly people: readonly Person[];
  readonly origin: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly keys: Keys;
  readonly accessTokenSeconds: number;
  /** Redirect URIs registered besides the loopback ones. */
  readonly redirectUris: readonly string[];
  /** Whether the registration asks for group claims (`groupMembershipClaims`). */
  readonly groupClaims: boolean;
  clientSecret: string;
  expiredSecret: string | undefined;
  /** Registered certificates: SHA-256 thumbprint in base64url → public key. */
  readonly certificates: Map<string, KeyObject>;
  /** The Graph permissions that the tenant has consented to. */
  consented: readonly string[];
  /** Whether an administrator has consented for the people who otherwise get consent_required. */
  adminConsented: boolean;
  readonly disabled: Set<string>;
  readonly injected: InjectedRefusals;
  readonly codes: Map<string, Code>;
  readonly sessions: Map<string, SignIn>;
  readonly refreshTokens: Map<string, RefreshToken>;
};

/** Throws 50034 for an unknown alias. */
export function personOf(directory: Directory, alias: string): Person {
  const person = directory.people.find((candidate) => candidate.alias === alias);
  if (person === undefined) throw new EntraRefusal(50034);
  return person;
}

/** Throws 50034 for an unknown object id and 50057 for a disabled account. */
export function activePerson(directory: Directory, oid: unknown): Person {
  const person = directory.people.find((candidate) => candidate.oid === oid);
  if (person === undefined) throw new EntraRefusal(50034);
  if (directory.disabled.has(person.oid)) throw new EntraRefusal(50057);
  return person;
}

/** Stores and returns a code. It is as long as a real one, to give redirects and cookies a realistic size. */
export function issueCode(directory: Directory, code: Code): string {
  const value = `1.${randomBytes(900).toString('base64url')}`;
  setBounded(directory.codes, digest(value), code, CODE_LIMIT);
  return value;
}

/** Undefined for an unknown code and for one dropped because too many were issued since. */
export function findCode(directory: Directory, value: string): Code | undefined {
  return directory.codes.get(digest(value));
}

/** Stores and returns a refresh token; earlier ones stay valid, as in Entra. */
export function issueRefreshToken(directory: Directory, signIn: SignIn, scope: string): string {
  const value = `1.${randomBytes(750).toString('base64url')}`;
  const record = { ...signIn, scope, issuedAt: directory.now(), revoked: false };
  setBounded(directory.refreshTokens, digest(value), record, REFRESH_TOKEN_LIMIT);
  return value;
}

/** Undefined for an unknown token and for one dropped because too many were issued since. */
export function findRefreshToken(directory: Directory, value: string): RefreshToken | undefined {
  return directory.refreshTokens.get(digest(value));
}

/** Ends all sessions and revokes all refresh tokens of a person. */
export function revokeAll(directory: Directory, person: Person): void {
  for (const token of directory.refreshTokens.values()) {
    if (token.person.oid === person.oid) token.revoked = true;
  }
  for (const [id, session] of directory.sessions) {
    if (session.person.oid === person.oid) directory.sessions.delete(id);
  }
}

/** Opens a browser session and returns the value of its cookie. */
export function openSession(directory: Directory, signIn: SignIn): string {
  const id = randomUUID();
  setBounded(directory.sessions, id, signIn, SESSION_LIMIT);
  return id;
}
