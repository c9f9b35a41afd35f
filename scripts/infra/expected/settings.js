import { known } from '../compare.js';

/** @typedef {import('./facts.js').Facts} Facts */

/** All settings of the app. A setting that is not listed here must not be set. @param {Facts} facts */
export function expectedSettings(facts) {
  return { ...facts.settings, ...own(facts), ...(facts.isFlex ? ofTheHost(facts) : ofTheContainer(facts)) };
}

/** @param {Facts} facts */
function own(facts) {
  const { cloud, code, entraClientId, names } = facts;
  return {
    ENTRA_TENANT_ID: code.tenantId,
    ENTRA_CLIENT_ID: entraClientId,
    AZURE_CLIENT_ID: known(names.identity, 'clientId'),
    CLOUD: cloud,
    // Taken from the resources, because the domains differ between clouds.
    KEY_VAULT_URL: known(names.vault, 'vaultUri'),
    STATE_TABLES_URL: known(names.storage, 'primaryEndpoints.table'),
    TRUSTED_PROXY_HOPS: hops(facts),
    PUBLIC_URL: publicUrl(facts),
    APPLICATIONINSIGHTS_CONNECTION_STRING: known(names.component, 'ConnectionString'),
  };
}

/**
 * Returns the number of proxies: Azure's own, and one more if a gateway or Front Door is in front of the app.
 * @param {Facts} facts
 */
function hops({ customDomain, isFlex, publicUrl: url, trustedProxyHops: chosen }) {
  if (chosen !== '') return chosen;
  return url !== '' || (isFlex && customDomain !== '') ? '2' : '1';
}

/** Returns Portico's public origin, without a path. @param {Facts} facts */
export function publicUrl({ hasDomain, customDomain, publicUrl: url, isFlex, names }) {
  if (url !== '') return url;
  if (hasDomain) return `https://${customDomain}`;
  return isFlex
    ? known(names.app, 'defaultHostName', ['https://{0}'])
    : known(names.environment, 'defaultDomain', ['https://{0}.{1}', names.app]);
}

/** The Functions host signs in to storage and Application Insights as the app's identity. @param {Facts} facts */
function ofTheHost({ cloud, names }) {
  return {
    AzureWebJobsStorage__blobServiceUri: known(names.storage, 'primaryEndpoints.blob'),
    // Without this setting, the host sometimes fails to find the endpoint when it starts. An account name alone implies
    // the public cloud.
    AzureWebJobsStorage__accountName: cloud === 'public' ? names.storage : undefined,
    AzureWebJobsStorage__credential: 'managedidentity',
    AzureWebJobsStorage__clientId: known(names.identity, 'clientId'),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: known(names.identity, 'clientId', [
      'ClientId={0};Authorization=AAD',
    ]),
  };
}

/** The ingress reaches the container on this port, on all of its addresses. @param {Facts} facts */
function ofTheContainer({ code }) {
  return { HOST: '0.0.0.0', PORT: String(code.containerPort) };
}
