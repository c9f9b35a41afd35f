using '../main.bicep'

param environmentName = 'china'
param location = 'chinanorth3'
param suffix = 't7fq5mbk3j'
param cloud = 'china'
param entraClientId = '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11'
param hosting = 'containerApps'
param containerImage = 'registry.contoso.cn/portico:1.0.0'
// Ignored, because Front Door is for Functions only; the hooks refuse it.
param customDomain = 'mcp.contoso.cn'
param network = 'private'
param inbound = 'private'
param addressPrefix = '10.71.0.0/22'
param privateDnsGroupId = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns'
param instanceMemoryMB = 2048
param httpConcurrency = 150
param maximumInstances = 60
param alwaysReady = 3
param vaultCreateMode = 'default'
param logRetentionDays = 90
param logDailyCapGB = -1
param storageReplication = 'Standard_LRS'
param alertEmails = 'li.wei@contoso.cn'
param budgetAmount = 300
param budgetStart = '2026-11-01'
param settings = {
  TOOLSETS: 'mail'
}
