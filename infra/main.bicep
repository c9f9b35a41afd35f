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

@description('The number of proxies in front of the app, including Azure\'s own; empty for 2 with `customDomain` or `publicUrl`, else 1.')
param trustedProxyHops string = ''

@description('The address ranges of your own gateway, separated by commas. If set, the app accepts requests from them only.')
param gatewayAddresses string = ''

@description('The resource id of the Azure Container Registry that holds the image, if it is private; only with `containerApps`.')
param containerRegistryId string = ''

@description('The custom domains of the container app, each as name=binding=certificate, separated by commas; set by the preprovision hook.')
param containerDomains string = ''

@description('`private`: storage and vault are reachable only inside a virtual network, and outbound traffic uses one fixed address.')
@allowed(['public', 'private'])
param network string

@description('`private`: the app is reachable only inside the network. Clients in their vendor\'s cloud (Claude, ChatGPT, Copilot Studio) then cannot reach it.')
@allowed(['public', 'private'])
param inbound string

@description('The address range of the private network.')
param addressPrefix string

@description('The resource id of the resource group with your own private DNS zones; empty to create zones.')
param privateDnsGroupId string = ''

@description('The addresses of your own DNS servers, separated by commas; empty for the DNS of Azure. Only in a private network.')
param dnsServers string = ''

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Concurrent requests per instance before another instance is started. host.json admits at most 200.')
@minValue(1)
@maxValue(200)
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

@description('The most GB of logs that are kept per day; -1 for no limit. Beyond it nothing is logged until the next day, not even the audit log.')
@minValue(-1)
param logDailyCapGB int

@description('How often storage keeps each sign-in: locally, in three zones, or also in the paired region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageReplication string

@description('E-mail addresses for alerts and budget notifications, separated by commas.')
param alertEmails string = ''

@description('Monthly budget in the currency of the subscription; 0 for none.')
@minValue(0)
param budgetAmount int

@description('The first day of the budget; set by the preprovision hook.')
param budgetStart string = ''

@description('The organisation\'s settings; see docs/settings.md.')
param settings chosenSettings

// The tables of src/state/store.ts.
var tables = ['codes', 'families', 'consents', 'challenges', 'confirmations', 'approvals', 'links', 'blocks']

// azd resolves parameters before the preprovision hook has chosen these values, so the parameter file has placeholders.
var hooksDidNotRun = suffix == 'unset' || entraClientId == '00000000-0000-0000-0000-000000000000'
var notYet = 'The preprovision hook has not run yet. Run azd provision once without --preview.'
var chosenSuffix = hooksDidNotRun ? fail(notYet) : suffix

var facts = loadJsonContent('clouds.json')[cloud]
var tags = { 'azd-env-name': environmentName }
var isFlex = hosting == 'flex'
var isPrivate = network == 'private'
var hasDomain = isFlex && customDomain != ''
var openToAll = inbound == 'public'
var origin = publicUrl != '' ? publicUrl : hasDomain ? 'https://${customDomain}' : ''

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${chosenSuffix}', location: location, tags: tags }
}

// A token of the app must not be enough to replace its code.
module releaseIdentity 'identity.bicep' = if (isFlex) {
  name: 'release-identity'
  scope: group
  params: { name: 'id-${chosenSuffix}-release', location: location, tags: tags }
}

module observability 'monitoring/observability.bicep' = {
  name: 'observability'
  scope: group
  params: {
    suffix: chosenSuffix
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    dailyCapGB: logDailyCapGB
    emails: filter(map(split(alertEmails, ','), email => trim(email)), email => email != '')
    budgetAmount: budgetAmount
    budgetStart: budgetStart
  }
}

module storage 'data/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${chosenSuffix}'
    location: location
    tags: tags
    replication: storageReplication
    principalId: identity.outputs.principalId
    releasePrincipalId: isFlex ? releaseIdentity!.outputs.principalId : ''
    forFunctions: isFlex
    workspaceId: observability.outputs.workspaceId
    publicAccess: !isPrivate
    tableNames: map(tables, table => 'portico${table}')
  }
}

module vault 'data/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${chosenSuffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    workspaceId: observability.outputs.workspaceId
    publicAccess: !isPrivate
    createMode: vaultCreateMode
    hasLinkedAccounts: !empty(settings.?SPOTIFY_CLIENT_ID ?? '')
  }
}

module privateNetwork 'network/network.bicep' = if (isPrivate) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${chosenSuffix}'
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
    addressPrefix: addressPrefix
    dnsServers: filter(map(split(dnsServers, ','), server => trim(server)), server => server != '')
  }
}

module dataEndpoints 'network/data-endpoints.bicep' = if (isPrivate) {
  name: 'data-endpoints'
  scope: group
  params: {
    suffix: chosenSuffix
    location: location
    tags: tags
    vaultId: vault.outputs.id
    storageId: storage.outputs.id
    zonesGroupId: privateDnsGroupId
    networkId: privateNetwork!.outputs.id
    subnetId: privateNetwork!.outputs.endpointSubnetId
  }
}

var appSettings = union(settings, {
  ENTRA_TENANT_ID: tenant().tenantId
  ENTRA_CLIENT_ID: entraClientId
  AZURE_CLIENT_ID: identity.outputs.clientId
  CLOUD: cloud
  KEY_VAULT_URL: vault.outputs.url
  STATE_TABLES_URL: storage.outputs.tablesUrl
  // The platform's front end adds a client address, and so does Front Door or a gateway before it.
  TRUSTED_PROXY_HOPS: trustedProxyHops != '' ? trustedProxyHops : origin != '' ? '2' : '1'
})

// In a private network the app needs its endpoints before its first call to storage.
module app 'app/app.bicep' = {
  name: 'app'
  scope: group
  dependsOn: [dataEndpoints]
  params: {
    suffix: chosenSuffix
    location: location
    tags: tags
    isFlex: isFlex
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    releaseIdentityId: isFlex ? releaseIdentity!.outputs.id : ''
    releasesUrl: storage.outputs.releasesUrl
    // With the blob endpoint alone, the host sometimes fails to find it when it starts, so it also gets the account's name,
    // which implies the public cloud.
    storageName: cloud == 'public' ? storage.outputs.name : ''
    blobsUrl: storage.outputs.blobsUrl
    workspaceId: observability.outputs.workspaceId
    connectionString: observability.outputs.connectionString
    image: containerImage
    registryId: containerRegistryId
    containerDomains: filter(split(containerDomains, ','), domain => domain != '')
    customDomain: hasDomain ? customDomain : ''
    publicUrl: origin
    gateways: filter(map(split(gatewayAddresses, ','), range => trim(range)), range => range != '')
    publicAccess: openToAll
    networkId: isPrivate ? privateNetwork!.outputs.id : ''
    appSubnetId: isPrivate ? privateNetwork!.outputs.appSubnetId : ''
    endpointSubnetId: isPrivate ? privateNetwork!.outputs.endpointSubnetId : ''
    zonesGroupId: privateDnsGroupId
    inboundZone: isFlex ? 'privatelink.${facts.sitesDomain}' : 'privatelink.${location}.${facts.containerAppsDomain}'
    instanceMemoryMB: instanceMemoryMB
    httpConcurrency: httpConcurrency
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    settings: appSettings
  }
}

@description('The public origin.')
output PORTICO_URL string = app.outputs.url
@description('The MCP URL for all clients.')
output MCP_URL string = '${app.outputs.url}/mcp'
@description('The origin on Azure, for your own gateway.')
output APP_ORIGIN string = 'https://${app.outputs.host}'
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
@description('The subject of the federated credential.')
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
@description('The audience of the federated credential.')
output TOKEN_EXCHANGE_AUDIENCE string = facts.tokenExchangeAudience
@description('The source address of calls to Graph and Entra; empty without a private network.')
output EGRESS_ADDRESS string = isPrivate ? privateNetwork!.outputs.egressAddress : ''
@description('The CNAME target of the custom domain.')
output DOMAIN_TARGET string = hasDomain ? app.outputs.domainTarget : ''
@description('The value of the TXT record `_dnsauth.<domain>`.')
output DOMAIN_TOKEN string = hasDomain ? app.outputs.domainToken : ''
