import { causesOf, namedCauses, type Cause, type Way } from './cause.ts';

const credential: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Create a new secret, put its value (not its id) into entra-client-secret, or set ENTRA_CREDENTIAL=federated.',
  link: '{credentials}',
};
const certificate: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Upload the certificate of the secret entra-client-certificate to the app registration.',
  link: '{credentials}',
};
const federated: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Run the command: it gives the app registration the federated credential of the managed identity (AZURE_CLIENT_ID).',
  link: 'azd provision',
};
const registration: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Compare ENTRA_CLIENT_ID and ENTRA_TENANT_ID with the app registration {app} in tenant {tenant}.',
  link: '{overview}',
};
const redirectUri: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Add {portico}/callback as a redirect URI of the platform Web.',
  link: '{authentication}',
};
const scopes: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action:
    'Check that the scope access_as_user exists and that the Graph permissions match those of the tools.',
  link: '{exposedApi}',
};
const enableApp: Way = {
  remedy: 'misconfigured',
  owner: 'administrator',
  action: 'Open the enterprise application with id {app} and set Enabled for users to sign in to Yes.',
  link: '{enterpriseApps}',
};
const sendReport: Way = {
  remedy: 'misconfigured',
  owner: 'operator',
  action: 'Deploy the current version; if it happens again, report the code and the ids.',
  link: 'azd deploy',
};

/** Faults of Portico, of its settings or of the app registration. */
export const configurationCauses: readonly Cause[] = [
  ...causesOf(credential, {
    70_002: 'The client secret of this server is wrong.',
    700_025: 'The app registration is that of a public client, so Entra refuses its secret.',
    7_000_215: 'The client secret of this server is wrong.',
    7_000_218: 'Entra requires a credential that this server did not send.',
    7_000_222: 'The client secret of this server has expired.',
  }),
  ...namedCauses(credential, { invalid_client: 'Entra does not accept the credential of this server.' }),
  ...causesOf(certificate, {
    50_012: 'The certificate of this server is not accepted.',
    700_024: 'The clock of this server is wrong, or its assertion has expired.',
    700_027: 'The certificate of this server is not registered at its app registration.',
    700_030: 'The subject of the certificate of this server is not authorised.',
  }),
  ...causesOf(federated, {
    70_021: 'No federated credential of the app registration matches the managed identity of this server.',
    700_021: 'The assertion of this server does not match a federated credential of the app registration.',
    700_211: 'No federated credential of the app registration has the issuer of this server.',
    700_212: 'No federated credential of the app registration has the audience of this server.',
    700_213:
      'No federated credential of the app registration has the managed identity of this server as its subject.',
    700_229: 'The federated credential of this server was used with a token of the wrong kind.',
  }),
  ...causesOf(registration, {
    50_001: 'A resource that this server uses does not exist or is disabled.',
    50_049: 'The cloud of the tenant is unknown to Entra.',
    50_059: 'The request did not name a tenant.',
    50_194: 'The app registration allows one tenant only, and this server allows several.',
    500_011: 'A resource that this server uses does not exist in this tenant.',
    700_016: 'The app of this server does not exist in this tenant.',
    90_002: 'The tenant of this server does not exist in this cloud.',
    90_038: 'The tenant belongs to another cloud, so CLOUD is wrong.',
    900_382: 'The tenant belongs to another cloud, so CLOUD is wrong.',
    900_432: 'The tenant belongs to another cloud, so CLOUD is wrong.',
  }),
  ...namedCauses(registration, {
    unauthorized_client: 'Entra does not allow the app of this server to do this.',
    invalid_resource: 'A resource that this server uses does not exist in this tenant.',
  }),
  ...causesOf(redirectUri, {
    50_011: 'The redirect URI of this server is not registered.',
    70_004: 'The redirect URI of this server is invalid.',
    900_971: 'The app registration has no redirect URI.',
  }),
  ...causesOf(scopes, {
    28_000: 'The request named scopes of several resources.',
    65_002: 'The app of this server must be authorised in advance by the resource.',
    650_053: 'A scope that this server requests does not exist.',
    650_057: 'A resource that this server uses is not among the permissions of its app registration.',
    70_011: 'A scope that this server requests is invalid.',
    90_009: 'The scope of this server must use the id of the app, not its URI.',
  }),
  ...namedCauses(scopes, { invalid_scope: 'A scope that this server requests is invalid.' }),
  ...causesOf(enableApp, {
    70_001: 'The app of this server is disabled or unknown in this tenant.',
    1_000_031: 'The app of this server cannot be used in this tenant at this time.',
    7_000_112: 'The app of this server is disabled in this tenant.',
  }),
  ...causesOf(sendReport, {
    70_003: 'Entra does not support this type of grant.',
    70_005: 'Entra does not support this type of response.',
    70_007: 'Entra does not support this response mode.',
    900_144: 'A parameter of the request is missing.',
    9_010_010: 'The resource and the scope of the request differ.',
  }),
  ...namedCauses(sendReport, {
    unsupported_grant_type: 'Entra does not support this type of grant.',
    unsupported_response_type: 'Entra does not support this type of response.',
    invalid_target: 'The resource and the scope of the request differ.',
  }),
];
