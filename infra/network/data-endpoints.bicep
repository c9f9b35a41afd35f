// The private endpoints of Key Vault and storage. The app needs them before its first call to storage.

@description('Random suffix of all names.')
param suffix string
param location string
param tags object
param vaultId string
param storageId string
@description('The resource group with your own private DNS zones; empty to create them.')
param zonesGroupId string
param networkId string
param subnetId string

// The private zone of `.vault.azure.net` is `.vaultcore.azure.net`; likewise in every cloud.
var vaultZone = 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
var storageZone = environment().suffixes.storage

var services = [
  { name: 'vault', zone: vaultZone }
  { name: 'blob', zone: 'privatelink.blob.${storageZone}' }
  { name: 'table', zone: 'privatelink.table.${storageZone}' }
]

// Azure creates the endpoints of a network one at a time.
@batchSize(1)
module endpoints 'private-endpoint.bicep' = [
  for service in services: {
    name: 'endpoint-${service.name}'
    params: {
      name: 'pe-${suffix}-${service.name}'
      location: location
      tags: tags
      targetId: service.name == 'vault' ? vaultId : storageId
      groupId: service.name
      zoneName: service.zone
      zonesGroupId: zonesGroupId
      networkId: networkId
      subnetId: subnetId
    }
  }
]
