using '../main.bicep'

param environmentName = 'domain'
param location = 'westeurope'
param suffix = 'd9mw3kfv5n'
param cloud = 'public'
param entraClientId = '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11'
param hosting = 'flex'
param customDomain = 'mcp.contoso.com'
param network = 'public'
param inbound = 'public'
param addressPrefix = '10.71.0.0/22'
param instanceMemoryMB = 2048
param httpConcurrency = 100
param maximumInstances = 40
param alwaysReady = 0
param vaultCreateMode = 'default'
param logRetentionDays = 90
param logDailyCapGB = -1
param storageReplication = 'Standard_GZRS'
param budgetAmount = 0
param settings = {}
