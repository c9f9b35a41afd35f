using '../main.bicep'

param environmentName = 'gateway'
param location = 'usgovvirginia'
param suffix = 'w6cn3hzx8r'
// Flex Consumption is not offered there yet; the hooks refuse it. The templates are ready for it.
param cloud = 'usgov'
param entraClientId = '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11'
param hosting = 'flex'
// Ignored, because the app is not a container.
param containerImage = 'contoso.azurecr.us/portico:1.0.0'
param containerRegistryId = '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contoso'
param containerDomains = 'mcp.contoso.us=Disabled='
param publicUrl = 'https://mcp.contoso.com'
param gatewayAddresses = '203.0.113.7/32, 198.51.100.0/24'
param network = 'private'
param inbound = 'public'
param addressPrefix = '10.80.0.0/20'
param privateDnsGroupId = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns'
param dnsServers = '10.0.0.4, 10.0.0.5'
param instanceMemoryMB = 512
param httpConcurrency = 50
param maximumInstances = 40
param alwaysReady = 0
param vaultCreateMode = 'default'
param logRetentionDays = 30
param logDailyCapGB = 5
param storageReplication = 'Standard_GRS'
param budgetAmount = 0
param settings = {}
