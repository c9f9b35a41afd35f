// Holds the root secret for sealing tokens and, for linked accounts, the key that protects their tokens. Only the app's identity can read it; even the people who deploy cannot.

import { keyVaultCryptoServiceEncryptionUser, keyVaultSecretsUser } from '../roles.bicep'

param name string
param location string
param tags object
@description('The identity that reads secrets here.')
param principalId string
param workspaceId string
param publicAccess bool
@description('`recover` restores a deleted vault of this name, which is protected against purging.')
@allowed(['default', 'recover'])
param createMode string
@description('Whether people can link accounts at other services.')
param hasLinkedAccounts bool

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    createMode: createMode
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: publicAccess ? 'Allow' : 'Deny', bypass: 'AzureServices' }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// An existing key keeps its versions: the deployment only creates a missing one.
resource linkKey 'Microsoft.KeyVault/vaults/keys@2024-11-01' = if (hasLinkedAccounts) {
  parent: vault
  name: 'link-key'
  tags: tags
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

resource keyAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasLinkedAccounts) {
  name: guid(linkKey.id, principalId, keyVaultCryptoServiceEncryptionUser)
  scope: linkKey
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultCryptoServiceEncryptionUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output url string = vault.properties.vaultUri
