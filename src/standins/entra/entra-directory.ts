import { randomBytes, randomUUID, type KeyObject } from 'node:crypto';

import { digest } from '../../base/sha256.ts';
import { setBounded } from '../bounded.ts';
import type { Company, Person } from '../tenant/people.ts';
import { EntraRefusal } from './entra-errors.ts';
import type { InjectedRefusals } from './injected-refusals.ts';
import type { Keys } from './tokens/signing-keys.ts';

const CODE_LIMIT = 2_000;
const SESSION_LIMIT = 1_000;
const REFRESH_TOKEN_LIMIT = 10_000;

/** A signed-in person and the authentication contexts they have satisfied (claim `acrs`). */
export type SignIn = {
  readonly person: Person;
  readonly contexts: readonly string[];
  /** The tenant that the person signed in to, if it is not this tenant. */
  readonly otherTenant?: string | undefined;
};

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

/** The parts of the app registration that decide who can sign in and which claims an access token for our API contains. */
export type Manifest = {
  /** `requestedAccessTokenVersion`. Entra's default is version 1. */
  readonly tokenVersion: 1 | 2;
  /** Whether the optional claim `acct` is configured. */
  readonly accountType: boolean;
  /** Whether accounts in any organisation can sign in (`signInAudience` is AzureADMultipleOrgs). */
  readonly anyOrganisation: boolean;
};

/** The state of the Entra stand-in, kept in memory and limited in size. */
export type Directory = {
  readonly company: Company;
  readonly people: readonly Person[];
  readonly origin: string;
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly keys: Keys;
  readonly accessTokenSeconds: number;
  /** Registered redirect URIs in addition to `/callback` on loopback. */
  readonly redirectUris: readonly string[];
  /** Whether the app registration enables group claims (`groupMembershipClaims`). */
  readonly groupClaims: boolean;
  manifest: Manifest;
  clientSecret: string;
  expiredSecret: string | undefined;
  /** Public keys of the registered certificates, by SHA-256 thumbprint in base64url. */
  readonly certificates: Map<string, KeyObject>;
  /** The Graph permissions that the tenant has consented to. */
  consented: readonly string[];
  /** Whether an administrator has consented for everyone, including people with the quirk `needs-consent`. */
  adminConsented: boolean;
  readonly disabled: Set<string>;
  readonly injected: InjectedRefusals;
  readonly codes: Map<string, Code>;
  readonly sessions: Map<string, SignIn>;
  readonly refreshTokens: Map<string, RefreshToken>;
};

/** Returns the person with this alias. Throws AADSTS50034 if there is no such person. */
export function personOf(directory: Directory, alias: string): Person {
  const person = directory.people.find((candidate) => candidate.alias === alias);
  if (person === undefined) throw new EntraRefusal(50034);
  return person;
}

/**
 * Returns the person with this object id. Throws AADSTS50034 for an unknown id and AADSTS50057 for a disabled account.
 */
export function activePerson(directory: Directory, oid: unknown): Person {
  const person = directory.people.find((candidate) => candidate.oid === oid);
  if (person === undefined) throw new EntraRefusal(50034);
  if (directory.disabled.has(person.oid)) throw new EntraRefusal(50057);
  return person;
}

/** Stores and returns a new code. The code is as long as a real one, so redirects and cookies have a realistic size. */
export function issueCode(directory: Directory, code: Code): string {
  const value = `1.${randomBytes(900).toString('base64url')}`;
  setBounded(directory.codes, digest(value), code, CODE_LIMIT);
  return value;
}

/** Finds a code. Returns undefined if the code is unknown or was dropped to make room for newer codes. */
export function findCode(directory: Directory, value: string): Code | undefined {
  return directory.codes.get(digest(value));
}

/** Stores and returns a new refresh token. Earlier refresh tokens stay valid, as in Entra. */
export function issueRefreshToken(directory: Directory, signIn: SignIn, scope: string): string {
  const value = `1.${randomBytes(750).toString('base64url')}`;
  const record = { ...signIn, scope, issuedAt: directory.now(), revoked: false };
  setBounded(directory.refreshTokens, digest(value), record, REFRESH_TOKEN_LIMIT);
  return value;
}

/** Finds a refresh token. Returns undefined if the token is unknown or was dropped to make room for newer tokens. */
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

/** Creates a browser session and returns its cookie value. */
export function openSession(directory: Directory, signIn: SignIn): string {
  const id = randomUUID();
  setBounded(directory.sessions, id, signIn, SESSION_LIMIT);
  return id;
}
