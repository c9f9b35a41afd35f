import {
  ConfidentialClientApplication,
  InteractionRequiredAuthError,
  type Configuration,
} from '@azure/msal-node';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant, people } from '../../../src/standins/tenant/people.ts';
import { redirectParameters, press, redirectUri } from './entra-flow.ts';
import { pkce } from '../../kit/oauth/pkce.ts';

const apiScope = `${demoTenant.clientId}/access_as_user`;
const graphScope = 'https://graph.microsoft.com/.default';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

function msal(credential: Partial<Configuration['auth']> = { clientSecret: entra.clientSecret }) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: demoTenant.clientId,
      authority: `https://login.microsoftonline.com/${demoTenant.id}`,
      authorityMetadata: entra.metadata,
      ...credential,
    },
  });
}

async function signIn(alias: string, claims?: string) {
  const { verifier, challenge } = pkce();
  const url = await msal().getAuthCodeUrl({
    scopes: [apiScope],
    redirectUri,
    nonce: 'the-nonce',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    responseMode: 'query',
    ...(claims !== undefined && { claims }),
  });
  const { code = '' } = redirectParameters(await press(url, `person=${alias}`));
  const nonce = 'the-nonce';
  return msal().acquireTokenByCode({ code, scopes: [apiScope], redirectUri, codeVerifier: verifier, nonce });
}

describe('the Entra stand-in with msal-node', () => {
  it('signs a user in with a code, PKCE and a nonce', async () => {
    const result = await signIn('ana.silva');
    expect(result.idTokenClaims).toMatchObject({ nonce: 'the-nonce', tid: demoTenant.id });
    expect(result.account?.username).toBe('ana.silva@contoso.example');
    expect(decodeJwt(result.accessToken)).toMatchObject({
      aud: demoTenant.clientId,
      azp: demoTenant.clientId,
      scp: 'access_as_user',
      oid: people[0]?.oid,
      ver: '2.0',
    });
  });

  it('issues access tokens that can be verified with the published keys', async () => {
    const { accessToken } = await signIn('ben.okafor');
    const { jwks_uri: jwksUri, issuer } = JSON.parse(entra.metadata) as Record<string, string>;
    const keys = createRemoteJWKSet(new URL(jwksUri ?? ''));
    const verified = await jwtVerify(accessToken, keys, {
      issuer: issuer ?? '',
      audience: demoTenant.clientId,
      algorithms: ['RS256'],
    });
    expect(verified.payload['name']).toBe('Ben Okafor');
  });

  it('refreshes with the refresh token from the sign-in', async () => {
    const { verifier, challenge } = pkce();
    const client = msal();
    const url = await client.getAuthCodeUrl({
      scopes: [apiScope],
      redirectUri,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
    });
    const { code = '' } = redirectParameters(await press(url, 'person=dana.levi'));
    await client.acquireTokenByCode({ code, scopes: [apiScope], redirectUri, codeVerifier: verifier });
    const cache = JSON.parse(client.getTokenCache().serialize()) as {
      RefreshToken: Record<string, { secret: string }>;
    };
    const refreshToken = Object.values(cache.RefreshToken)[0]?.secret ?? '';
    const result = await msal().acquireTokenByRefreshToken({ refreshToken, scopes: [apiScope] });
    expect(decodeJwt(result?.accessToken ?? '')['name']).toBe('Dana Levi');
  });

  it('issues an On-Behalf-Of token that msal finds in its cache by the requested scope', async () => {
    const client = msal();
    const request = { oboAssertion: await entra.accessTokenFor('ana.silva'), scopes: [graphScope] };
    const before = entra.log.filter((entry) => entry.grant?.endsWith('jwt-bearer')).length;
    const first = await client.acquireTokenOnBehalfOf(request);
    const second = await client.acquireTokenOnBehalfOf(request);
    expect(second?.fromCache).toBe(true);
    expect(entra.log.filter((entry) => entry.grant?.endsWith('jwt-bearer'))).toHaveLength(before + 1);
    expect(first?.scopes).toContain('https://graph.microsoft.com/Mail.Read');
    const graph = await entra.verifyGraphToken(first?.accessToken ?? '');
    expect(graph).toMatchObject({ oid: people[0]?.oid, tid: demoTenant.id, appId: demoTenant.clientId });
    expect(graph.scopes).toContain('Mail.Send');
  });

  it('requires multifactor authentication with a claims challenge, which a new sign-in can satisfy', async () => {
    const before = await signIn('julia.brandt');
    const refusal: unknown = await msal()
      .acquireTokenOnBehalfOf({ oboAssertion: before.accessToken, scopes: [graphScope] })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InteractionRequiredAuthError);
    const { claims, subError } = refusal as InteractionRequiredAuthError;
    expect(subError).toBe('basic_action');
    const after = await signIn('julia.brandt', claims);
    const result = await msal().acquireTokenOnBehalfOf({
      oboAssertion: after.accessToken,
      scopes: [graphScope],
    });
    expect(result?.accessToken).toBeTruthy();
  });

  it('fails with consent_required if consent is missing', async () => {
    const request = { oboAssertion: await entra.accessTokenFor('kofi.mensah'), scopes: [graphScope] };
    await expect(msal().acquireTokenOnBehalfOf(request)).rejects.toMatchObject({
      errorCode: 'invalid_grant',
      subError: 'consent_required',
      errorNo: 65001,
    });
  });

  it('accepts a federated assertion from the managed identity instead of a secret', async () => {
    const clientAssertion = await entra.sign({
      sub: demoTenant.identityPrincipalId,
      aud: 'api://AzureADTokenExchange',
    });
    const request = { oboAssertion: await entra.accessTokenFor('ana.silva'), scopes: [graphScope] };
    const result = await msal({ clientAssertion }).acquireTokenOnBehalfOf(request);
    expect(result?.accessToken).toBeTruthy();
  });

  it('refuses a wrong client secret', async () => {
    const request = { oboAssertion: await entra.accessTokenFor('ana.silva'), scopes: [graphScope] };
    await expect(msal({ clientSecret: 'wrong' }).acquireTokenOnBehalfOf(request)).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 7000215,
    });
  });
});
