import type { Config } from '../config/config.ts';
import { clouds } from '../config/clouds.ts';

/** Entra's endpoints for one tenant. */
export type Endpoints = {
  /** For msal-node. */
  readonly authority: string;
  /** OpenID metadata as JSON, for msal-node. Used only with stand-ins. */
  readonly metadata: string | undefined;
  readonly issuer: string;
  readonly jwksUri: string;
  readonly logout: string;
  readonly adminConsent: string;
};

/** Entra's name for any organisation. Used as the sign-in authority if several tenants are allowed. */
export const ANY_ORGANISATION = 'organizations';

/** The members of the metadata that this module reads. `config.ts` validates them. */
type Metadata = {
  issuer: string;
  jwks_uri: string;
  authorization_endpoint: string;
  end_session_endpoint: string;
};

/**
 * Returns a tenant's endpoints. A cloud's endpoints need no discovery. A stand-in's metadata describes the home tenant;
 * for another tenant, that tenant's id replaces the home tenant's id.
 */
export function endpointsOf(config: Config, tid: string): Endpoints {
  const authority = `${config.cloud.login}/${tid}`;
  const given = config.loopbackUpstreams ? config.entra.authorityMetadata : undefined;
  if (given === undefined) {
    return {
      authority,
      metadata: undefined,
      issuer: `${authority}/v2.0`,
      jwksUri: `${authority}/discovery/v2.0/keys`,
      logout: `${authority}/oauth2/v2.0/logout`,
      adminConsent: `${authority}/v2.0/adminconsent`,
    };
  }
  const metadata = given.replaceAll(config.entra.tenantId, tid);
  const { issuer, jwks_uri, authorization_endpoint, end_session_endpoint } = JSON.parse(metadata) as Metadata;
  return {
    authority,
    metadata,
    issuer,
    jwksUri: jwks_uri,
    logout: end_session_endpoint,
    adminConsent: `${new URL(authorization_endpoint).origin}/${tid}/v2.0/adminconsent`,
  };
}

/** Returns the scope for our own API in GUID form. With `api://`, a refresh fails (AADSTS90009). */
export function ownScope(config: Config): string {
  return `${config.entra.clientId}/access_as_user`;
}

/**
 * Returns the scope for all consented Graph permissions. The scope always names the cloud's own Graph, even if requests
 * go to a stand-in.
 */
export function graphScope(config: Config): string {
  return `${clouds[config.cloudName].graph}/.default`;
}

/** Returns the redirect URI to which Entra sends the browser after a sign-in. */
export function callbackUrl(config: Config): string {
  return `${config.publicUrl}/callback`;
}

/** Returns the URL where an administrator of `tid` consents to the Graph permissions. */
export function adminConsentUrl(config: Config, tid: string): string {
  const url = new URL(endpointsOf(config, tid).adminConsent);
  url.searchParams.set('client_id', config.entra.clientId);
  url.searchParams.set('scope', graphScope(config));
  url.searchParams.set('redirect_uri', callbackUrl(config));
  return url.href;
}
