using '../main.bicep'

param environmentName = 'usgov'
param location = 'usgovvirginia'
param suffix = 'g5ht2jbx9q'
param cloud = 'usgovdod'
param entraClientId = '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11'
param hosting = 'containerApps'
param containerImage = 'contosoimages-d7e4c2hxbzf0ezd8.azurecr.us/portico:1.0.0'
param containerRegistryId = '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/contosoimages'
param containerDomains = 'mcp.contoso.us=SniEnabled=/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-usgov/providers/Microsoft.App/managedEnvironments/cae-g5ht2jbx9q/managedCertificates/mcp.contoso.us-cae-g5ht2-260301,new.contoso.us=Disabled='
param publicUrl = 'https://mcp.contoso.us'
param trustedProxyHops = '3'
param gatewayAddresses = '203.0.113.7/32'
param network = 'public'
param inbound = 'public'
param addressPrefix = '10.71.0.0/22'
// Ignored, because there is no private network; the hooks refuse it.
param dnsServers = '10.0.0.4'
param instanceMemoryMB = 2048
param httpConcurrency = 100
param maximumInstances = 40
param alwaysReady = 0
param vaultCreateMode = 'default'
param logRetentionDays = 90
param logDailyCapGB = -1
param storageReplication = 'Standard_LRS'
param budgetAmount = 0
param settings = {}
