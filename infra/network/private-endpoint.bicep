// A private endpoint of one service, with private DNS for the service's public name.

param name string
param location string
param tags object
param targetId string
@description('The sub-resource of the service, such as `vault` or `blob`.')
param groupId string
@description('The private DNS zone for that sub-resource, such as `privatelink.vaultcore.azure.net`.')
param zoneName string
@description('The resource group with your own private DNS zones; empty to create the zone and link it.')
param zonesGroupId string
param networkId string
param subnetId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (empty(zonesGroupId)) {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (empty(zonesGroupId)) {
  parent: zone
  name: 'network'
  location: 'global'
  tags: tags
  properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: groupId, properties: { privateLinkServiceId: targetId, groupIds: [groupId] } }
    ]
  }
}

var zoneId = empty(zonesGroupId) ? zone.id : '${zonesGroupId}/providers/Microsoft.Network/privateDnsZones/${zoneName}'

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zoneId } }]
  }
  // Before the zone is linked, the name still resolves to the public address.
  dependsOn: [link]
}
