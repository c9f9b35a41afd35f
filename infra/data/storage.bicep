// Releases, the locks of the Functions host, and the state tables of Portico. Access keys are disabled.

import { storageBlobDataContributor, storageTableDataContributor } from '../roles.bicep'

param name string
param location string
param tags object
param replication string
@description('The identity of the app. It reads and writes the tables and the containers of the Functions host.')
param principalId string
@description('The identity that publishes releases.')
param releasePrincipalId string
@description('Whether a Functions host runs the app.')
param forFunctions bool
param workspaceId string
param publicAccess bool
@description('Names of the tables. Access is granted per table.')
param tableNames string[]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: replication }
  properties: {
    accessTier: 'Hot'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    isLocalUserEnabled: false
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: { defaultAction: publicAccess ? 'Allow' : 'Deny', bypass: 'None' }
  }
}

var hostContainerNames = forFunctions ? ['azure-webjobs-hosts', 'azure-webjobs-secrets'] : []

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }
}

resource releases 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'releases'
  properties: { publicAccess: 'None' }
}

// The Functions host keeps its locks and keys in these. It would create them itself, which needs a right on the account.
resource hostContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for containerName in hostContainerNames: {
    parent: blobs
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for tableName in tableNames: {
    parent: tableService
    name: tableName
  }
]

resource hostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (containerName, index) in hostContainerNames: {
    name: guid(hostContainers[index].id, principalId, storageBlobDataContributor)
    scope: hostContainers[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource releaseAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (forFunctions) {
  name: guid(releases.id, releasePrincipalId, storageBlobDataContributor)
  scope: releases
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: releasePrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource tableAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (tableName, index) in tableNames: {
    name: guid(tables[index].id, principalId, storageTableDataContributor)
    scope: tables[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageTableDataContributor)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Logs writes and deletes only, because every call reads.
var changes = [
  { category: 'StorageWrite', enabled: true }
  { category: 'StorageDelete', enabled: true }
]

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'changes'
  scope: blobs
  properties: { workspaceId: workspaceId, logs: changes }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'changes'
  scope: tableService
  properties: { workspaceId: workspaceId, logs: changes }
}

output id string = account.id
output name string = account.name
output blobsUrl string = account.properties.primaryEndpoints.blob
output tablesUrl string = account.properties.primaryEndpoints.table
output releasesUrl string = '${account.properties.primaryEndpoints.blob}${releases.name}'
