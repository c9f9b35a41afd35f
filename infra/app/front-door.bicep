// Azure Front Door for a custom domain, because Flex Consumption has no certificates. The app needs its id, and the route
// needs the app, so the route is a module of its own.

param name string
param tags object
param workspaceId string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: name
  location: 'global'
  tags: tags
  sku: { name: 'Standard_AzureFrontDoor' }
  // The maximum: a call may take up to REQUEST_DEADLINE_SECONDS.
  properties: { originResponseTimeoutSeconds: 240 }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: profile
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

output name string = profile.name
output id string = profile.properties.frontDoorId
