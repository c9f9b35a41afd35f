import { everyOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** Nothing speaks a TLS older than 1.2, or plain http. @param {Prediction} prediction @param {Stack} stack */
export function encryptedOnTheWay(prediction, stack) {
  const app =
    stack.hosting === 'flex'
      ? everyOf(prediction, 'Microsoft.Web/sites', {
          'properties.httpsOnly': true,
          'properties.siteConfig.minTlsVersion': /^1\.[23]$/,
          'properties.siteConfig.scmMinTlsVersion': /^1\.[23]$/,
          'properties.siteConfig.ftpsState': 'Disabled',
        })
      : everyOf(prediction, 'Microsoft.App/containerApps', {
          'properties.configuration.ingress.allowInsecure': false,
        });
  return [
    ...app,
    ...everyOf(prediction, 'Microsoft.Storage/storageAccounts', {
      'properties.minimumTlsVersion': /^TLS1_[23]$/,
      'properties.supportsHttpsTrafficOnly': true,
    }),
  ];
}

/** No key, password or anonymous door is left that a thief could use. @param {Prediction} prediction @param {Stack} stack */
export function withoutKeys(prediction, stack) {
  const passwords =
    stack.hosting === 'flex'
      ? [
          ...everyOf(prediction, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies', {
            'properties.allow': false,
          }),
          ...['ftp', 'scm']
            .filter((door) => !passwordPolicies(prediction).some(({ name }) => name.endsWith(`/${door}`)))
            .map((door) => `The publishing password for ${door} is not switched off.`),
        ]
      : [];
  return [
    ...passwords,
    ...everyOf(prediction, 'Microsoft.Storage/storageAccounts', {
      'properties.allowSharedKeyAccess': false,
      'properties.allowBlobPublicAccess': false,
      'properties.isLocalUserEnabled': false,
      'properties.allowCrossTenantReplication': false,
    }),
    ...everyOf(prediction, 'Microsoft.Storage/storageAccounts/blobServices/containers', {
      'properties.publicAccess': 'None',
    }),
    ...everyOf(prediction, 'Microsoft.Insights/components', { 'properties.DisableLocalAuth': true }),
    ...everyOf(prediction, 'Microsoft.OperationalInsights/workspaces', {
      'properties.features.disableLocalAuth': true,
    }),
    ...prediction.resources
      .filter((resource) =>
        /listKeys|listSecrets|AccountKey=|SharedAccessSignature/i.test(JSON.stringify(resource)),
      )
      .map((resource) => `${resource.type}: a key is read into the deployment.`),
  ];
}

/** @param {Prediction} prediction */
function passwordPolicies(prediction) {
  return prediction.of('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
}

/** The seal root can be lost by nobody's mistake. @param {Prediction} prediction @param {Stack} stack */
export function vaultKeepsWhatItHas(prediction, stack) {
  return everyOf(prediction, 'Microsoft.KeyVault/vaults', {
    'properties.enableRbacAuthorization': true,
    'properties.enableSoftDelete': true,
    'properties.softDeleteRetentionInDays': 90,
    'properties.enablePurgeProtection': true,
    'properties.createMode': stack.createMode,
    'properties.accessPolicies': undefined,
  });
}
