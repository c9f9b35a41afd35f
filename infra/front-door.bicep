// The global entry for an own domain: Flex Consumption has no certificates. Its id comes first, the route after the app.

param name string
param tags object
param workspaceId string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: name
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  // The longest there is: a call may take up to REQUEST_DEADLINE_SECONDS.
  properties: { originResponseTimeoutSeconds: 240 }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: profile
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

output name string = profile.name
output id string = profile.properties.frontDoorId
