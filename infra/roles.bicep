// Built-in roles of Azure; the ids are the same in every cloud.

@export()
@description('Reads and writes the blobs of a container: releases, and the locks and keys of the Functions host.')
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

@export()
@description('Reads and writes rows of a table.')
var storageTableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

@export()
@description('Reads secrets and lists their versions.')
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

@export()
@description('Wraps and unwraps with a key, and reads its public part.')
var keyVaultCryptoServiceEncryptionUser = 'e147488a-f6f5-4113-8e2d-b22465e65bf6'

@export()
@description('Sends telemetry to Application Insights.')
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'
