// The private network: a subnet for the app, one for private endpoints, and one address for all outbound traffic.

param name string
param location string
param tags object
param workspaceId string
@description('The address range. The subnets of the app and of the endpoints take a quarter each.')
param addressPrefix string
@description('Your own DNS servers; empty for the DNS of Azure.')
param dnsServers string[]

resource egress 'Microsoft.Network/publicIPAddresses@2024-07-01' = {
  name: '${name}-egress'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource gateway 'Microsoft.Network/natGateways@2024-07-01' = {
  name: '${name}-nat'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { idleTimeoutInMinutes: 4, publicIpAddresses: [{ id: egress.id }] }
}

resource guard 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'https-from-within'
        properties: {
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRange: '443'
        }
      }
      {
        name: 'nothing-else'
        properties: {
          priority: 4096
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    dhcpOptions: empty(dnsServers) ? null : { dnsServers: dnsServers }
  }
}

resource appSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' = {
  parent: network
  name: 'app'
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 24, 0)
    defaultOutboundAccess: false
    natGateway: { id: gateway.id }
    delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
  }
}

// Azure changes one subnet of a network at a time.
resource endpointSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' = {
  parent: network
  name: 'endpoints'
  dependsOn: [appSubnet]
  properties: {
    addressPrefix: cidrSubnet(addressPrefix, 24, 1)
    defaultOutboundAccess: false
    privateEndpointNetworkPolicies: 'Enabled'
    networkSecurityGroup: { id: guard.id }
  }
}

resource networkLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: network
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

resource guardLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: guard
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

resource egressLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: egress
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

output id string = network.id
output appSubnetId string = appSubnet.id
output endpointSubnetId string = endpointSubnet.id
output egressAddress string = egress.properties.ipAddress
