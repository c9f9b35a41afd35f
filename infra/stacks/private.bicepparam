using '../main.bicep'

param environmentName = 'private'
param location = 'westeurope'
param suffix = 'p8vn4rty6c'
param cloud = 'public'
param entraClientId = '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11'
param hosting = 'flex'
param trustedProxyHops = '2'
param network = 'private'
param inbound = 'private'
param addressPrefix = '10.71.0.0/22'
param instanceMemoryMB = 4096
param httpConcurrency = 200
param maximumInstances = 100
param alwaysReady = 2
param vaultCreateMode = 'recover'
param logRetentionDays = 365
param logDailyCapGB = 20
param storageReplication = 'Standard_ZRS'
param alertEmails = 'ana.silva@contoso.com, lee.wong@contoso.com'
param budgetAmount = 500
param budgetStart = '2026-11-01'
param settings = {
  ENTRA_CREDENTIAL: 'federated'
  ALLOWED_TENANTS: ''
  ALLOW_GUESTS: 'off'
  ALLOWED_DIRECT_CLIENTS: ''
  ALLOWED_REDIRECT_URIS: ''
  ALLOWED_CLIENTS: ''
  DENIED_CLIENTS: ''
  REGISTRATION_EPOCH: '2026-11-21T09:00:00Z'
  DYNAMIC_REGISTRATION: 'on'
  CIMD: 'off'
  ALLOWED_ORIGINS: ''
  TOOLSETS: 'mail,calendar'
  ENABLED_TOOLS: ''
  READ_ONLY: 'on'
  EXTERNAL_SEND: 'deny'
  GRAPH_BETA: 'off'
  LEGACY_TOOL_NAMES: 'off'
  SPOTIFY_CLIENT_ID: '8c5f0a7e3b9d4e21a6c4d2f1b0e97a35'
  RATE_LIMIT_PER_PERSON: '60'
  RATE_LIMIT_PER_ADDRESS: '60'
  RATE_LIMIT_FAILURES: '30'
  REQUEST_DEADLINE_SECONDS: '60'
  LOG_LEVEL: 'warn'
}
