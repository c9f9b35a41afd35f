import { UnsecuredJWT } from 'jose';

import type { EntraGrant, EntraPerson, EntraSignIn, VerifyEntra } from '../../../src/entra/entra-types.ts';
import { OAuthError } from '../../../src/errors.ts';
import { addressOf, demoTenant, people, type Person } from '../../../src/standins/tenant/people.ts';
import { challengeOf } from './pkce.ts';

/** A fake Entra that accepts only the tokens that it has issued. Tests can replace each of its functions. */
export type FakeEntra = EntraSignIn & {
  /** The person who signs in next. */
  person: Person;
  calls: { redeem: number; redeemAtOwnTenant: number; refresh: number; verify: number };
  /** The error that the next redeem or refresh throws. */
  failure: { redeem?: unknown; refresh?: unknown };
  verify: VerifyEntra;
  /** Issues a token for a person. */
  tokenFor(person: Person, claims?: Record<string, unknown>): string;
};

export function createFakeEntra(now: () => number): FakeEntra {
  const issued = new Map<string, EntraPerson>();
  const refreshable = new Map<string, Person>();
  let count = 0;
  const tokenFor: FakeEntra['tokenFor'] = (person, claims = {}) => {
    count += 1;
    const expiresAt = Math.floor(now() / 1_000) + 4_200;
    const username = addressOf(person);
    const token = new UnsecuredJWT({
      oid: person.oid,
      tid: demoTenant.id,
      name: person.name,
      preferred_username: username,
      uti: String(count),
      ...claims,
    }).encode();
    issued.set(token, {
      tid: demoTenant.id,
      oid: person.oid,
      name: person.name,
      username,
      roles: person.roles,
      scopes: ['access_as_user'],
      azp: demoTenant.clientId,
      expiresAt,
    });
    return token;
  };
  const grantFor = (person: Person): EntraGrant => {
    const accessToken = tokenFor(person);
    const refreshToken = `entra-refresh-${(count += 1)}`;
    refreshable.set(refreshToken, person);
    return { accessToken, refreshToken, person: verified(accessToken) };
  };
  const verified = (token: string): EntraPerson => {
    const person = issued.get(token);
    if (person === undefined || person.expiresAt * 1_000 < now()) {
      throw new OAuthError('invalid_token', 'The access token was not issued for this server.');
    }
    return person;
  };
  const entra: FakeEntra = {
    person: people[0] as Person,
    calls: { redeem: 0, redeemAtOwnTenant: 0, refresh: 0, verify: 0 },
    failure: {},
    tokenFor,
    verify: async (token) => {
      entra.calls.verify += 1;
      return verified(token);
    },
    authorizeUrl: async ({ state, nonce, codeChallenge, claims, loginHint, ownTenant = false }) => {
      const query = new URLSearchParams({ state, nonce, code_challenge: codeChallenge });
      if (ownTenant) query.set('tenant', demoTenant.id);
      if (claims !== undefined) query.set('claims', claims);
      if (loginHint !== undefined) query.set('login_hint', loginHint);
      return `https://login.example/authorize?${query}`;
    },
    redeem: async ({ code, codeVerifier, ownTenant = false }) => {
      entra.calls.redeem += 1;
      if (ownTenant) entra.calls.redeemAtOwnTenant += 1;
      if (entra.failure.redeem !== undefined) throw entra.failure.redeem;
      if (code !== `entra-code-${challengeOf(codeVerifier)}`)
        throw new Error('The code verifier does not match the code.');
      return grantFor(entra.person);
    },
    refresh: async ({ refreshToken }) => {
      entra.calls.refresh += 1;
      if (entra.failure.refresh !== undefined) throw entra.failure.refresh;
      const person = refreshable.get(refreshToken);
      if (person === undefined) throw new Error('This Entra did not issue the refresh token.');
      return grantFor(person);
    },
    logoutUrl: (back) => `https://login.example/logout?${new URLSearchParams({ back: back ?? '' })}`,
    adminConsentUrl: (tid) => `https://login.example/${tid}/adminconsent`,
  };
  return entra;
}
