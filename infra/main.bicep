// Deploys Portico to a subscription. azd fills the parameters from main.parameters.json and the azd environment.
targetScope = 'subscription'

import { chosenSettings } from 'settings.bicep'

@description('The name of this installation, such as `prod`; the resource group is named after it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The Azure region of all resources. Choose one near your Microsoft 365 tenant that offers Flex Consumption (`az functionapp list-flexconsumption-locations`).')
@metadata({ azd: { type: 'location' } })
param location string

@description('Random suffix of all names, chosen once by the preprovision hook, because a deleted vault reserves its name for 90 days.')
@minLength(5)
@maxLength(13)
param suffix string

@description('The Microsoft cloud. Distinguishes US Government L4 and L5, which Azure does not.')
@allowed(['public', 'usgov', 'usgovdod', 'china'])
param cloud string

@description('The application (client) id of the app registration, set by the preprovision hook.')
@minLength(36)
@maxLength(36)
param entraClientId string

@description('`flex`: Azure Functions Flex Consumption. `containerApps`: the same app as a container, for clouds and regions without Flex Consumption.')
@allowed(['flex', 'containerApps'])
param hosting string

@description('The image to run; only with `containerApps`.')
param containerImage string = ''

@description('A custom domain such as `mcp.contoso.com`, through Azure Front Door; only with `flex`.')
param customDomain string = ''

@description('The public origin, if it is neither the host name from Azure nor `customDomain`: for example that of your own gateway.')
param publicUrl string = ''

@description('`private`: storage and vault are reachable only inside a virtual network, and outbound traffic uses one fixed address.')
@allowed(['public', 'private'])
param network string

@description('`private`: the app is reachable only inside the network. Clients in their vendor\'s cloud (Claude, ChatGPT, Copilot Studio) then cannot reach it.')
@allowed(['public', 'private'])
param inbound string

@description('The address range of the private network.')
param addressPrefix string

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Concurrent requests per instance before another instance is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('The maximum number of instances.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Instances that are always running, to avoid cold starts; they cost money.')
@minValue(0)
@maxValue(20)
param alwaysReady int

@description('`recover` restores the deleted vault of this suffix; set by the preprovision hook.')
@allowed(['default', 'recover'])
param vaultCreateMode string

@description('Days that logs, including the audit log, are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('E-mail addresses for alerts and budget notifications, separated by commas.')
param alertEmails string = ''

@description('Monthly budget in the currency of the subscription; 0 for none.')
@minValue(0)
param budgetAmount int

@description('The first day of the budget; set once by the preprovision hook.')
param budgetStart string = ''

@description('The organisation\'s settings; see docs/settings.md.')
param settings chosenSettings

// The tables of src/state/store.ts.
var tables = ['codes', 'families', 'consents', 'challenges', 'confirmations', 'approvals', 'links', 'blocks']

var facts = loadJsonContent('clouds.json')[cloud]
var tags = { 'azd-env-name': environmentName }
var isFlex = hosting == 'flex'
var isPrivate = network == 'private'
var hasDomain = isFlex && customDomain != ''
var openToAll = inbound == 'public'
var origin = publicUrl != '' ? publicUrl : hasDomain ? 'https://${customDomain}' : ''
var emails = filter(map(split(alertEmails, ','), email => trim(email)), email => email != '')

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${suffix}', location: location, tags: tags }
}

module observability 'observability.bicep' = {
  name: 'observability'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    emails: emails
    budgetAmount: budgetAmount
    budgetStart: budgetStart
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: observability.outputs.workspaceId
    publicAccess: !isPrivate
    tableNames: map(tables, table => 'portico${table}')
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: observability.outputs.workspaceId
    publicAccess: !isPrivate
    createMode: vaultCreateMode
    hasLinkedAccounts: !empty(settings.?SPOTIFY_CLIENT_ID ?? '')
  }
}

module privateNetwork 'network.bicep' = if (isPrivate) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${suffix}'
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
    addressPrefix: addressPrefix
  }
}

module dataEndpoints 'data-endpoints.bicep' = if (isPrivate) {
  name: 'data-endpoints'
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: tags
    vaultId: vault.outputs.id
    storageId: storage.outputs.id
    networkId: privateNetwork!.outputs.id
    subnetId: privateNetwork!.outputs.endpointSubnetId
  }
}

module frontDoor 'front-door.bicep' = if (hasDomain) {
  name: 'front-door'
  scope: group
  params: { name: 'afd-${suffix}', tags: tags, workspaceId: observability.outputs.workspaceId }
}

var appSettings = union(settings, {
  ENTRA_TENANT_ID: tenant().tenantId
  ENTRA_CLIENT_ID: entraClientId
  AZURE_CLIENT_ID: identity.outputs.clientId
  CLOUD: cloud
  KEY_VAULT_URL: vault.outputs.url
  STATE_TABLES_URL: storage.outputs.tablesUrl
  // Front Door and the platform's front end each add a client address.
  TRUSTED_PROXY_HOPS: hasDomain ? '2' : '1'
})

// In a private network the app needs its endpoints before its first call to storage.
module functionApp 'function-app.bicep' = if (isFlex) {
  name: 'function-app'
  scope: group
  dependsOn: [dataEndpoints]
  params: {
    name: 'func-${suffix}'
    planName: 'plan-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    releasesUrl: storage.outputs.releasesUrl
    blobsUrl: storage.outputs.blobsUrl
    connectionString: observability.outputs.connectionString
    subnetId: isPrivate ? privateNetwork!.outputs.appSubnetId : ''
    publicAccess: openToAll
    behindFrontDoor: hasDomain
    frontDoorId: hasDomain ? frontDoor!.outputs.id : ''
    publicUrl: origin
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    settings: appSettings
  }
}

module frontDoorRoute 'front-door-route.bicep' = if (hasDomain) {
  name: 'front-door-route'
  scope: group
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
  scope: group
  dependsOn: [dataEndpoints]
  params: {
    name: 'ca-${suffix}'
    environmentName: 'cae-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    workspaceId: observability.outputs.workspaceId
    connectionString: observability.outputs.connectionString
    image: containerImage
    subnetId: isPrivate ? privateNetwork!.outputs.appSubnetId : ''
    publicAccess: openToAll
    publicUrl: origin
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    settings: appSettings
  }
}

module inboundEndpoint 'private-endpoint.bicep' = if (isPrivate && !openToAll) {
  name: 'endpoint-app'
  scope: group
  dependsOn: [dataEndpoints]
  params: {
    name: 'pe-${suffix}-app'
    location: location
    tags: tags
    targetId: isFlex ? functionApp!.outputs.id : containerApp!.outputs.environmentId
    groupId: isFlex ? 'sites' : 'managedEnvironments'
    zoneName: isFlex ? 'privatelink.${facts.sitesDomain}' : 'privatelink.${location}.${facts.containerAppsDomain}'
    networkId: privateNetwork!.outputs.id
    subnetId: privateNetwork!.outputs.endpointSubnetId
  }
}

@description('The public origin.')
output PORTICO_URL string = isFlex ? functionApp!.outputs.url : containerApp!.outputs.url
@description('The MCP URL for all clients.')
output MCP_URL string = '${isFlex ? functionApp!.outputs.url : containerApp!.outputs.url}/mcp'
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
@description('The subject of the federated credential.')
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
@description('The audience of the federated credential.')
output TOKEN_EXCHANGE_AUDIENCE string = facts.tokenExchangeAudience
@description('The source address of calls to Graph and Entra; empty without a private network.')
output EGRESS_ADDRESS string = isPrivate ? privateNetwork!.outputs.egressAddress : ''
@description('The CNAME target of the custom domain.')
output DOMAIN_TARGET string = hasDomain ? frontDoorRoute!.outputs.host : ''
@description('The value of the TXT record `_dnsauth.<domain>`.')
output DOMAIN_TOKEN string = hasDomain ? frontDoorRoute!.outputs.validationToken : ''
