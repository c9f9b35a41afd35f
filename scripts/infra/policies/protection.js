import { differences, everyOf } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** Checks that TLS 1.2 or newer is required everywhere and plain HTTP is disabled. @param {Prediction} prediction @param {Stack} stack */
export function checkTls(prediction, stack) {
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

/** Checks that access keys, passwords and anonymous access are disabled. @param {Prediction} prediction @param {Stack} stack */
export function checkKeysDisabled(prediction, stack) {
  const passwords =
    stack.hosting === 'flex'
      ? [
          ...everyOf(prediction, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies', {
            'properties.allow': false,
          }),
          ...['ftp', 'scm']
            .filter(
              (protocol) => !passwordPolicies(prediction).some(({ name }) => name.endsWith(`/${protocol}`)),
            )
            .map((protocol) => `The publishing password for ${protocol} is not disabled.`),
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
      .map((resource) => `${resource.type}: the deployment reads a key.`),
  ];
}

/** @param {Prediction} prediction */
function passwordPolicies(prediction) {
  return prediction.of('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
}

/** Checks that the vault is protected against accidental deletion. @param {Prediction} prediction @param {Stack} stack */
export function checkVaultProtection(prediction, stack) {
  return everyOf(prediction, 'Microsoft.KeyVault/vaults', {
    'properties.enableRbacAuthorization': true,
    'properties.enableSoftDelete': true,
    'properties.softDeleteRetentionInDays': 90,
    'properties.enablePurgeProtection': true,
    'properties.createMode': stack.createMode,
    'properties.accessPolicies': undefined,
  });
}

/** Checks that there is a key for linked accounts where they are on, which only wraps. @param {Prediction} prediction */
export function checkLinkKey(prediction) {
  const keys = prediction.of('Microsoft.KeyVault/vaults/keys');
  const isOn = [
    ...prediction.of('Microsoft.Web/sites/config'),
    ...prediction.of('Microsoft.App/containerApps'),
  ].some((resource) => JSON.stringify(resource).includes('SPOTIFY_CLIENT_ID'));
  return [
    ...(keys.length === (isOn ? 1 : 0) ? [] : ['There must be one key for linked accounts if they are on.']),
    ...keys.flatMap((key) =>
      differences(key, {
        'properties.kty': 'RSA',
        'properties.keySize': 3072,
        'properties.keyOps': ['wrapKey', 'unwrapKey'],
      }),
    ),
  ];
}
