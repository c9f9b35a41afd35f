// The app on Azure Functions (Flex Consumption): one plan, one app.

param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
@description('The identity that publishes releases. The platform uses it, and accepts only one that is attached to the app.')
param releaseIdentityId string
@description('The blob container for releases.')
param releasesUrl string
@description('The blob endpoint for the locks of the Functions host.')
param blobsUrl string
@description('The name of the storage account; empty outside the public cloud.')
param storageName string
param connectionString string
@description('The subnet for outbound traffic; empty for none.')
param subnetId string
param publicAccess bool
@description('Whether only requests from the Front Door `frontDoorId` are accepted.')
param behindFrontDoor bool
param frontDoorId string
@description('Address ranges. If there are any, only requests from them are accepted.')
param gateways string[]
@description('The public origin; empty for the host name on Azure.')
param publicUrl string
param instanceMemoryMB int
param httpConcurrency int
param maximumInstances int
param alwaysReady int
@description('The settings of the app, except PUBLIC_URL.')
param settings object

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'portico' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {}, '${releaseIdentityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      // Restricts requests to the app only. Releases are published through the SCM site, with an Entra token.
      ipSecurityRestrictionsDefaultAction: behindFrontDoor || !empty(gateways) ? 'Deny' : 'Allow'
      ipSecurityRestrictions: behindFrontDoor
        ? [
            {
              name: 'front-door'
              priority: 100
              action: 'Allow'
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: { 'x-azure-fdid': [frontDoorId] }
            }
          ]
        : map(gateways, (range, index) => {
            name: 'gateway-${index}'
            priority: 100 + index
            action: 'Allow'
            ipAddress: range
          })
    }
    functionAppConfig: {
      runtime: { name: 'node', version: '22' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: releasesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: releaseIdentityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }]
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }
}

var url = empty(publicUrl) ? 'https://${site.properties.defaultHostName}' : publicUrl

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'appsettings'
  properties: union(settings, empty(storageName) ? {} : { AzureWebJobsStorage__accountName: storageName }, {
    PUBLIC_URL: url
    AzureWebJobsStorage__blobServiceUri: blobsUrl
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  })
}

// Releases are published with an Entra token, so the publishing passwords are disabled.
resource ftpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'ftp'
  properties: { allow: false }
}

resource scmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: site
  name: 'scm'
  properties: { allow: false }
}

output id string = site.id
output name string = site.name
output host string = site.properties.defaultHostName
output url string = url
