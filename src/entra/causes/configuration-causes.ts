import { causesOf, namedCauses, type Cause, type Fix } from './cause.ts';

const credential: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Create a new client secret and store its value (not its id) in entra-client-secret, or set ENTRA_CREDENTIAL=federated.',
  link: '{credentials}',
};
const certificate: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Upload the certificate from the secret entra-client-certificate to the app registration.',
  link: '{credentials}',
};
const newCertificate: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Create a new version of the certificate in Key Vault (entra-client-certificate) and upload it to the app registration.',
  link: '{credentials}',
};
const clock: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: "Correct this server's clock; the sign-in log shows the time of the request at Entra.",
  link: '{signInLog}',
};
const federated: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Run the command: it adds a federated credential for the managed identity (AZURE_CLIENT_ID) to the app registration, or prints the credential if azd is not allowed to change the registration.',
  link: 'azd provision',
};
const registration: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Compare CLOUD, ENTRA_CLIENT_ID and ENTRA_TENANT_ID with the app registration {app} in tenant {tenant}.',
  link: '{overview}',
};
const redirectUri: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Add {portico}/callback as a redirect URI under the Web platform, and remove it from other platforms.',
  link: '{authentication}',
};
const severalTenants: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Allow accounts in any organisation for the app registration {app} in tenant {tenant}, or remove the other tenants from ALLOWED_TENANTS.',
  link: '{authentication}',
};
const scopes: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Check that the scope access_as_user exists and that the app registration has the Graph permissions that the tools need.',
  link: '{exposedApi}',
};
const enableApp: Fix = {
  remedy: 'misconfigured',
  owner: 'administrator',
  action: 'Open the enterprise application with the id {app} and set "Enabled for users to sign in?" to Yes.',
  link: '{enterpriseApps}',
};
const enableResource: Fix = {
  remedy: 'misconfigured',
  owner: 'administrator',
  action:
    'Open the disabled enterprise application, which the sign-in log names, and set "Enabled for users to sign in?" to Yes; if a subscription has lapsed, renew it.',
  link: '{signInLog}',
};
const sendReport: Fix = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Deploy the latest version; if the error persists, report the code and the ids.',
  link: 'azd deploy',
};

/** Faults in Portico, its settings or its app registration. */
export const configurationCauses: readonly Cause[] = [
  ...causesOf(credential, {
    70_002: "This server's client secret is wrong.",
    7_000_215: "This server's client secret is wrong.",
    7_000_218: 'Entra requires a credential that this server did not send.',
    7_000_222: "This server's client secret has expired.",
  }),
  ...namedCauses(credential, { invalid_client: "Entra does not accept this server's credential." }),
  ...causesOf(certificate, {
    50_012: "Entra does not accept this server's certificate.",
    700_027: "This server's certificate has not been uploaded to its app registration, or has expired there.",
    700_030: "The subject of this server's certificate is not authorised.",
  }),
  ...causesOf(clock, {
    700_024: "This server's clock is wrong, or its assertion has expired.",
  }),
  ...causesOf(newCertificate, {
    1_000_502: "This server's certificate has expired or is not valid yet.",
    7_000_214: "This server's certificate has been revoked.",
  }),
  ...causesOf(federated, {
    70_021: "The app registration has no federated credential that matches this server's managed identity.",
    700_021: "This server's assertion does not match any federated credential in the app registration.",
    700_211: 'The app registration has no federated credential with the issuer that this server uses.',
    700_212: 'The app registration has no federated credential with the audience that this server uses.',
    700_213:
      "The app registration has no federated credential with this server's managed identity as the subject.",
    700_229: 'This server used the wrong type of token with its federated credential.',
  }),
  ...causesOf(registration, {
    50_001: 'A resource that this server uses does not exist or is disabled.',
    50_049: "Entra does not recognise the tenant's cloud.",
    50_059: 'The request did not specify a tenant.',
    500_011: 'A resource that this server uses does not exist in this tenant.',
    700_016: "This server's app does not exist in this tenant.",
    90_002: "This server's tenant does not exist in this cloud.",
    90_038: 'The tenant belongs to another cloud, so CLOUD is wrong.',
    900_382: 'The tenant belongs to another cloud, so CLOUD is wrong.',
    900_432: 'The tenant belongs to another cloud, so CLOUD is wrong.',
  }),
  ...namedCauses(registration, {
    unauthorized_client: "Entra does not allow this server's app to do this.",
    invalid_resource: 'A resource that this server uses does not exist in this tenant.',
  }),
  ...causesOf(severalTenants, {
    50_194: 'The app registration is for a single tenant, but this server allows several.',
  }),
  ...causesOf(redirectUri, {
    50_011: "This server's redirect URI is not registered.",
    70_004: "This server's redirect URI is invalid.",
    700_025: 'The app registration is for a public client, so Entra does not accept a secret for it.',
    900_971: 'The app registration has no redirect URI.',
  }),
  ...causesOf(scopes, {
    28_000: 'The request contained scopes for several resources.',
    65_002: "The resource must pre-authorise this server's app.",
    650_053: 'A scope that this server requests does not exist.',
    650_057: "This server's app registration has no permissions for a resource that this server uses.",
    70_011: 'A scope that this server requests is invalid.',
    90_009: "This server's scope must use the app's id, not its URI.",
  }),
  ...namedCauses(scopes, { invalid_scope: 'A scope that this server requests is invalid.' }),
  ...causesOf(enableApp, {
    70_001: "This server's app is disabled or unknown in this tenant.",
    1_000_031: "This server's app cannot be used in this tenant at this time.",
    7_000_112: "This server's app is disabled in this tenant.",
  }),
  ...causesOf(enableResource, {
    500_014: 'A resource that this server uses is disabled in this tenant, or its subscription has lapsed.',
  }),
  ...causesOf(sendReport, {
    70_003: 'Entra does not support this grant type.',
    70_005: 'Entra does not support this response type.',
    70_007: 'Entra does not support this response mode.',
    900_144: 'A required parameter is missing from the request.',
    9_010_010: 'The resource and the scope in the request do not match.',
  }),
  ...namedCauses(sendReport, {
    unsupported_grant_type: 'Entra does not support this grant type.',
    unsupported_response_type: 'Entra does not support this response type.',
    invalid_target: 'The resource and the scope in the request do not match.',
  }),
];

/**
 * The refusal of a new token from Entra that has a fault unrelated to the user. The caller describes the fault in
 * `cause`.
 */
export const unusableToken = {
  code: 'token_not_usable',
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Compare the app registration with the one that azd provision creates (infra/entra-app.json).',
  link: '{overview}',
} as const;

/**
 * The failure if a new token from Entra seems to be expired or not valid yet. The caller describes in `cause` what the
 * clock shows.
 */
export const wrongClock = { ...clock, code: 'clock_wrong' } as const;
