// The app, on Functions or as a container, with everything through which requests reach it.

@description('Random suffix of all names.')
param suffix string
param location string
param tags object
@description('Whether the app runs on Azure Functions; otherwise it runs as a container.')
param isFlex bool
param identityId string
param identityClientId string
@description('The identity that publishes releases; only on Functions.')
param releaseIdentityId string
@description('The blob container for releases.')
param releasesUrl string
@description('The name of the storage account; empty outside the public cloud.')
param storageName string
@description('The blob endpoint for the locks of the Functions host.')
param blobsUrl string
param workspaceId string
param connectionString string
@description('The image of the container.')
param image string
@description('The resource id of the Azure Container Registry that holds the image, if it is private.')
param registryId string
@description('The custom domains of the container app, each as name=binding=certificate.')
param containerDomains string[]
@description('A domain through Azure Front Door; empty for none. Only on Functions.')
param customDomain string
@description('The public origin; empty for the host name on Azure.')
param publicUrl string
@description('Address ranges. If there are any, only requests from them are accepted.')
param gateways string[]
@description('Whether the app is reachable from outside the private network.')
param publicAccess bool
@description('The private network and its subnets; empty for none.')
param networkId string
param appSubnetId string
param endpointSubnetId string
@description('The resource group with your own private DNS zones; empty to create them.')
param zonesGroupId string
@description('The private DNS zone of the app.')
param inboundZone string
param instanceMemoryMB int
param httpConcurrency int
param maximumInstances int
param alwaysReady int
@description('The settings of the app, except PUBLIC_URL.')
param settings object

var hasDomain = customDomain != ''
// The preprovision hook lets the identity pull from the registry. Its host is that of the image: a registry with a domain
// name label has a hash in its host, which its resource id does not contain.
var registryServer = registryId == '' ? '' : split(image, '/')[0]

module frontDoor 'front-door.bicep' = if (hasDomain) {
  name: 'front-door'
  params: { name: 'afd-${suffix}', tags: tags, workspaceId: workspaceId }
}

module functionApp 'function-app.bicep' = if (isFlex) {
  name: 'function-app'
  params: {
    name: 'func-${suffix}'
    planName: 'plan-${suffix}'
    location: location
    tags: tags
    identityId: identityId
    identityClientId: identityClientId
    releaseIdentityId: releaseIdentityId
    releasesUrl: releasesUrl
    storageName: storageName
    blobsUrl: blobsUrl
    connectionString: connectionString
    subnetId: appSubnetId
    publicAccess: publicAccess
    behindFrontDoor: hasDomain
    frontDoorId: hasDomain ? frontDoor!.outputs.id : ''
    gateways: gateways
    publicUrl: publicUrl
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    settings: settings
  }
}

module frontDoorRoute 'front-door-route.bicep' = if (hasDomain) {
  name: 'front-door-route'
  params: {
    profileName: frontDoor!.outputs.name
    endpointName: 'portico-${suffix}'
    tags: tags
    domain: customDomain
    originHost: functionApp!.outputs.host
  }
}

module containerApp 'container-app.bicep' = if (!isFlex) {
  name: 'container-app'
  params: {
    name: 'ca-${suffix}'
    environmentName: 'cae-${suffix}'
    location: location
    tags: tags
    identityId: identityId
    workspaceId: workspaceId
    connectionString: connectionString
    image: image
    registryServer: registryServer
    domains: containerDomains
    gateways: gateways
    subnetId: appSubnetId
    publicAccess: publicAccess
    publicUrl: publicUrl
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    settings: settings
  }
}

module inboundEndpoint '../network/private-endpoint.bicep' = if (networkId != '' && !publicAccess) {
  name: 'endpoint-app'
  params: {
    name: 'pe-${suffix}-app'
    location: location
    tags: tags
    targetId: isFlex ? functionApp!.outputs.id : containerApp!.outputs.environmentId
    groupId: isFlex ? 'sites' : 'managedEnvironments'
    zoneName: inboundZone
    zonesGroupId: zonesGroupId
    networkId: networkId
    subnetId: endpointSubnetId
  }
}

output url string = isFlex ? functionApp!.outputs.url : containerApp!.outputs.url
output host string = isFlex ? functionApp!.outputs.host : containerApp!.outputs.host
@description('The CNAME target of the custom domain.')
output domainTarget string = hasDomain ? frontDoorRoute!.outputs.host : ''
@description('The value of the TXT record `_dnsauth.<domain>`.')
output domainToken string = hasDomain ? frontDoorRoute!.outputs.validationToken : ''
