import { differences, everyOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** Settings that Flex Consumption no longer supports. */
const deprecated =
  /^(FUNCTIONS_WORKER_RUNTIME|FUNCTIONS_EXTENSION_VERSION|WEBSITE_|SCM_DO_BUILD|ENABLE_ORYX|TZ$|AzureWebJobsStorage$|AzureWebJobsDashboard)/;

/** Checks that the plan and the app meet the requirements of Flex Consumption. @param {Prediction} prediction @param {Stack} stack */
export function checkFunctionApp(prediction, stack) {
  if (stack.hosting !== 'flex') return [];
  const sites = prediction.of('Microsoft.Web/sites');
  return [
    ...(sites.length === 1 ? [] : ['Flex Consumption allows exactly one app per plan.']),
    ...everyOf(prediction, 'Microsoft.Web/serverfarms', {
      'sku.name': 'FC1',
      'sku.tier': 'FlexConsumption',
      'properties.reserved': true,
    }),
    ...everyOf(prediction, 'Microsoft.Web/sites', {
      kind: 'functionapp,linux',
      'properties.serverFarmId': /\/serverfarms\/plan-/,
      'properties.functionAppConfig.runtime': { name: 'node', version: '22' },
      'properties.functionAppConfig.deployment.storage.type': 'blobContainer',
      'properties.functionAppConfig.deployment.storage.value': /primaryEndpoints\.blob.*releases/,
      'properties.functionAppConfig.deployment.storage.authentication.type': 'UserAssignedIdentity',
      'properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId':
        /\/userAssignedIdentities\/id-\w+-release$/,
      'properties.functionAppConfig.scaleAndConcurrency': scale[stack.name] ?? scale.minimal,
    }),
  ];
}

/** The scale settings of each stack. @type {Record<string, object>} */
const scale = {
  minimal: {
    instanceMemoryMB: 2048,
    maximumInstanceCount: 40,
    alwaysReady: [],
    triggers: { http: { perInstanceConcurrency: 100 } },
  },
  private: {
    instanceMemoryMB: 4096,
    maximumInstanceCount: 100,
    alwaysReady: [{ name: 'http', instanceCount: 2 }],
    triggers: { http: { perInstanceConcurrency: 200 } },
  },
};

/** @param {Prediction} prediction @param {Stack} stack */
export function checkContainerApp(prediction, stack) {
  if (stack.hosting !== 'containerApps') return [];
  return everyOf(prediction, 'Microsoft.App/containerApps', {
    'properties.environmentId': /\/managedEnvironments\/cae-/,
    'properties.configuration.ingress.external': true,
    'properties.configuration.ingress.targetPort': 8080,
    'properties.template.containers.0.image': 'registry.contoso.us/portico:1.0.0',
    'properties.template.containers.0.probes.0.httpGet': { path: '/healthz', port: 8080 },
    'properties.template.containers.0.probes.1.httpGet': { path: '/readyz', port: 8080 },
    'properties.template.scale.minReplicas': stack.alwaysReady,
    'properties.template.scale.maxReplicas': 40,
  });
}

/** Checks that the app's settings point to the resources of the stack. @param {Prediction} prediction @param {Stack} stack */
export function checkSettings(prediction, stack) {
  const settings = appSettings(prediction);
  if (settings === undefined) return ['The app has no settings.'];
  const own = stack.hosting === 'flex' ? onFlex : onContainerApps;
  return [
    ...differences(asResource(settings), {
      'properties.CLOUD': stack.cloud,
      'properties.ENTRA_TENANT_ID': '22222222-2222-4222-8222-222222222222',
      'properties.ENTRA_CLIENT_ID': '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11',
      'properties.AZURE_CLIENT_ID': /userAssignedIdentities\/id-\w+'.*\.clientId/,
      'properties.KEY_VAULT_URL': /\/vaults\/kv-\w+'.*\.vaultUri/,
      'properties.STATE_TABLES_URL': /\/storageAccounts\/st\w+'.*primaryEndpoints\.table/,
      'properties.APPLICATIONINSIGHTS_CONNECTION_STRING': /\/components\/appi-\w+'.*ConnectionString/,
      'properties.PUBLIC_URL': stack.domain === '' ? /https:\/\/\{0\}/ : `https://${stack.domain}`,
      'properties.TRUSTED_PROXY_HOPS': stack.domain === '' ? '1' : '2',
      ...own,
    }),
    ...Object.keys(settings)
      .filter((name) => deprecated.test(name))
      .map((name) => `The setting ${name} is not supported by Flex Consumption, or contains a key.`),
    ...Object.keys(settings)
      .filter((name) => /SECRET|PASSWORD|ALLOW_LOOPBACK|AUTHORITY_METADATA/.test(name))
      .map((name) => `The setting ${name} must not be set on Azure.`),
  ];
}

const onFlex = {
  'properties.AzureWebJobsStorage__blobServiceUri': /\/storageAccounts\/st\w+'.*primaryEndpoints\.blob/,
  'properties.AzureWebJobsStorage__accountName': /^st\w+$/,
  'properties.AzureWebJobsStorage__credential': 'managedidentity',
  'properties.AzureWebJobsStorage__clientId': /\.clientId/,
  'properties.APPLICATIONINSIGHTS_AUTHENTICATION_STRING': /ClientId=\{0\};Authorization=AAD.*\.clientId/,
};
const onContainerApps = { 'properties.PORT': '8080', 'properties.HOST': '0.0.0.0' };

/**
 * The settings of the function app or the container app.
 * @param {Prediction} prediction @returns {Record<string, string> | undefined}
 */
export function appSettings(prediction) {
  const [flex] = prediction
    .of('Microsoft.Web/sites/config')
    .filter(({ name }) => name.endsWith('/appsettings'));
  const [app] = prediction.of('Microsoft.App/containerApps');
  const given = flex?.properties ?? app?.properties.template?.containers?.[0]?.env;
  if (typeof given === 'string') return settingsInExpression(given);
  if (Array.isArray(given)) return Object.fromEntries(given.map(({ name, value }) => [name, value]));
  return given;
}

/**
 * If some values are known only at deployment, the compiler may leave all settings as one expression,
 * `[union(createObject('NAME', value, …), …)]`. This reads the value after each name.
 * @param {string} expression @returns {Record<string, string>}
 */
export function settingsInExpression(expression) {
  const names = [...expression.matchAll(/'([A-Z]\w{3,})', /g)];
  return Object.fromEntries(
    names.map((match, index) => {
      const value = expression.slice(match.index + match[0].length, names[index + 1]?.index);
      return [match[1], value.replace(/^'([^']*)'.*$/, '$1')];
    }),
  );
}

/** @param {Record<string, string>} settings */
function asResource(settings) {
  return { id: '', type: 'the settings', name: 'of the app', properties: settings };
}

/** Checks that a custom domain has a certificate and that the app accepts requests only through Front Door. @param {Prediction} prediction @param {Stack} stack */
export function checkFrontDoor(prediction, stack) {
  if (stack.domain === '') {
    return prediction.of('Microsoft.Cdn/profiles').length === 0
      ? []
      : ['There is a Front Door, but no custom domain: it costs money for nothing.'];
  }
  return [
    ...everyOf(prediction, 'Microsoft.Cdn/profiles', { 'properties.originResponseTimeoutSeconds': 240 }),
    ...everyOf(prediction, 'Microsoft.Cdn/profiles/customDomains', {
      'properties.hostName': stack.domain,
      'properties.tlsSettings.certificateType': 'ManagedCertificate',
      'properties.tlsSettings.minimumTlsVersion': 'TLS12',
    }),
    ...everyOf(prediction, 'Microsoft.Cdn/profiles/originGroups/origins', {
      'properties.hostName': /defaultHostName/,
      'properties.originHostHeader': /defaultHostName/,
      'properties.enforceCertificateNameCheck': true,
    }),
    ...everyOf(prediction, 'Microsoft.Cdn/profiles/afdEndpoints/routes', {
      'properties.customDomains.0.id': /\/customDomains\//,
      'properties.linkToDefaultDomain': 'Disabled',
      'properties.patternsToMatch': ['/*'],
      'properties.httpsRedirect': 'Enabled',
      'properties.forwardingProtocol': 'HttpsOnly',
      'properties.cacheConfiguration': undefined,
    }),
    ...everyOf(prediction, 'Microsoft.Web/sites', {
      'properties.siteConfig.ipSecurityRestrictionsDefaultAction': 'Deny',
      'properties.siteConfig.ipSecurityRestrictions.0.action': 'Allow',
      'properties.siteConfig.ipSecurityRestrictions.0.tag': 'ServiceTag',
      'properties.siteConfig.ipSecurityRestrictions.0.ipAddress': 'AzureFrontDoor.Backend',
      'properties.siteConfig.ipSecurityRestrictions.0.headers.x-azure-fdid.0': /frontDoorId/,
    }),
  ];
}
