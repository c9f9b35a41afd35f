import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';

import { digest } from '../../base/sha256.ts';
import { setBounded } from '../bounded.ts';
import type { Person } from '../tenant/people.ts';
import { EntraRefusal } from './entra-errors.ts';
import type { Keys } from './tokens/signing-keys.ts';

const CODE_LIMIT = 2_000;
const SESSION_LIMIT = 1_000;
const REFRESH_TOKEN_LIMIT = 10_000;

/** A person signed in: `contexts` are the authentication contexts that they have satisfied (claim `acrs`). */
export type SignIn = { readonly person: Person; readonly contexts: readonly string[] };

/** What an authorization code stands for; `issuedAt` is in milliseconds. */
export type Code = SignIn & {
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly issuedAt: number;
  redeemed: boolean;
};

/** What a refresh token stands for; `issuedAt` is in milliseconds. */
export type RefreshToken = SignIn & { readonly scope: string; readonly issuedAt: number; revoked: boolean };

/** Everything that the stand-in knows while it runs; all of it is in memory and bounded. */
export type Directory = {
  /** Everybody of the tenant. */
  readonly people: readonly Person[];
  readonly origin: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly keys: Keys;
  readonly accessTokenSeconds: number;
  /** Redirect URIs registered beside the loopback ones. */
  readonly redirectUris: readonly string[];
  /** Whether the registration asks for group claims (`groupMembershipClaims`). */
  readonly groupClaims: boolean;
  clientSecret: string;
  expiredSecret: string | undefined;
  /** Registered certificates: SHA-256 thumbprint in base64url → public key. */
  readonly certificates: Map<string, KeyObject>;
  /** The Graph permissions that the tenant has consented to. */
  consented: readonly string[];
  /** Whether an administrator has consented for the people who would else meet consent_required. */
  adminConsented: boolean;
  readonly disabled: Set<string>;
  readonly codes: Map<string, Code>;
  readonly sessions: Map<string, SignIn>;
  readonly refreshTokens: Map<string, RefreshToken>;
};

/** The person with an alias; throws for one who does not exist. */
export function personOf(directory: Directory, alias: string): Person {
  const person = directory.people.find((candidate) => candidate.alias === alias);
  if (person === undefined) throw new EntraRefusal(50034);
  return person;
}

/** The person with an object id, as long as the account exists and is enabled. */
export function activePerson(directory: Directory, oid: unknown): Person {
  const person = directory.people.find((candidate) => candidate.oid === oid);
  if (person === undefined) throw new EntraRefusal(50034);
  if (directory.disabled.has(person.oid)) throw new EntraRefusal(50057);
  return person;
}

/** Stores a code and returns it; as long as a real one, so that redirects and cookies carry a real burden. */
export function issueCode(directory: Directory, code: Code): string {
  const value = `1.${randomBytes(900).toString('base64url')}`;
  setBounded(directory.codes, digest(value), code, CODE_LIMIT);
  return value;
}

/** The record of a code, if it was ever issued and is not long forgotten. */
export function findCode(directory: Directory, value: string): Code | undefined {
  return directory.codes.get(digest(value));
}

/** Stores a refresh token and returns it; earlier ones stay valid, as at Entra. */
export function issueRefreshToken(directory: Directory, signIn: SignIn, scope: string): string {
  const value = `1.${randomBytes(750).toString('base64url')}`;
  const record = { ...signIn, scope, issuedAt: directory.now(), revoked: false };
  setBounded(directory.refreshTokens, digest(value), record, REFRESH_TOKEN_LIMIT);
  return value;
}

/** The record of a refresh token, if it was ever issued and is not long forgotten. */
export function findRefreshToken(directory: Directory, value: string): RefreshToken | undefined {
  return directory.refreshTokens.get(digest(value));
}

/** Ends every session and refresh token of a person. */
export function revokeAll(directory: Directory, person: Person): void {
  for (const token of directory.refreshTokens.values()) {
    if (token.person.oid === person.oid) token.revoked = true;
  }
  for (const [id, session] of directory.sessions) {
    if (session.person.oid === person.oid) directory.sessions.delete(id);
  }
}

/** Opens a browser session and returns its id, the value of the session cookie. */
export function openSession(directory: Directory, signIn: SignIn): string {
  const id = randomUUID();
  setBounded(directory.sessions, id, signIn, SESSION_LIMIT);
  return id;
}
