/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

/** Storage and vault. @param {Facts} facts @returns {Expected[]} */
export function expectedData(facts) {
  const { code, isFlex, isPrivate, location, names, tags } = facts;
  const containers = ['releases', ...(isFlex ? ['azure-webjobs-hosts', 'azure-webjobs-secrets'] : [])];
  return [
    {
      type: 'Microsoft.Storage/storageAccounts',
      name: names.storage,
      location,
      tags,
      // The account kind that supports both tables and blobs.
      kind: 'StorageV2',
      sku: { name: facts.storageReplication },
      properties: {
        accessTier: 'Hot',
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        // Account keys would be secrets that give access to all data in the account.
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        isLocalUserEnabled: false,
        publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled',
        // No exception for Azure services, because only the app reads this storage.
        networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'None' },
      },
    },
    {
      type: 'Microsoft.Storage/storageAccounts/blobServices',
      name: `${names.storage}/default`,
      // A deleted release can be restored for a week. A longer retention would cost money.
      properties: { deleteRetentionPolicy: { enabled: true, days: 7 } },
    },
    ...containers.map((name) => ({
      type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
      name: `${names.storage}/default/${name}`,
      properties: { publicAccess: 'None' },
    })),
    { type: 'Microsoft.Storage/storageAccounts/tableServices', name: `${names.storage}/default` },
    ...code.tables.map((table) => ({
      type: 'Microsoft.Storage/storageAccounts/tableServices/tables',
      name: `${names.storage}/default/portico${table}`,
    })),
    {
      type: 'Microsoft.KeyVault/vaults',
      name: names.vault,
      location,
      tags,
      properties: {
        createMode: facts.vaultCreateMode,
        tenantId: code.tenantId,
        sku: { family: 'A', name: 'standard' },
        // With access policies, every Contributor could grant themselves access.
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        // The maximum, because all users have to sign in again if the seal root is lost.
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled',
        // The deployment service, which writes the seal root, is a trusted service.
        networkAcls: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: 'AzureServices' },
      },
    },
    ...(facts.hasLinkedAccounts
      ? [
          {
            type: 'Microsoft.KeyVault/vaults/keys',
            name: `${names.vault}/link-key`,
            tags,
            // The key is generated in the vault and never leaves the vault. 3072 bits are sufficient beyond 2030 (NIST
            // SP 800-57).
            properties: { kty: 'RSA', keySize: 3072, keyOps: ['wrapKey', 'unwrapKey'] },
          },
        ]
      : []),
  ];
}
