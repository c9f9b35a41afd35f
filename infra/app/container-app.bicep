// The same app as a container, for clouds and regions without Flex Consumption.

param name string
param environmentName string
param location string
param tags object
param identityId string
param workspaceId string
param connectionString string
@description('The image built from the Dockerfile, such as `contoso.azurecr.io/portico:1.0.0`.')
param image string
@description('The host of the registry to which the identity has to sign in; empty for anonymous pull.')
param registryServer string
@description('Custom domains, each as name=binding=certificate. A deployment removes those that it does not name.')
param domains string[]
@description('Address ranges. If there are any, only requests from them are accepted.')
param gateways string[]
@description('The subnet for outbound traffic; empty for none.')
param subnetId string
param publicAccess bool
@description('The public origin; empty for the host name on Azure.')
param publicUrl string
param httpConcurrency int
param maximumInstances int
param alwaysReady int
@description('The settings of the app, except PUBLIC_URL.')
param settings object

var port = 8080

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: environmentName
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'all'
  scope: environment
  properties: { workspaceId: workspaceId, logs: [{ categoryGroup: 'allLogs', enabled: true }] }
}

var url = empty(publicUrl) ? 'https://${name}.${environment.properties.defaultDomain}' : publicUrl
var allSettings = union(settings, {
  PUBLIC_URL: url
  APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
  HOST: '0.0.0.0'
  PORT: string(port)
})

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: empty(registryServer) ? [] : [{ server: registryServer, identity: identityId }]
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'auto'
        customDomains: map(map(domains, domain => split(domain, '=')), parts => {
          name: parts[0]
          bindingType: parts[1]
          certificateId: empty(parts[2]) ? null : parts[2]
        })
        ipSecurityRestrictions: map(gateways, (range, index) => {
          name: 'gateway-${index}'
          action: 'Allow'
          ipAddressRange: range
        })
      }
    }
    template: {
      containers: [
        {
          name: 'portico'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: map(items(allSettings), setting => { name: setting.key, value: setting.value })
          probes: [
            {
              type: 'Liveness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 10
              failureThreshold: 3
            }
            // Not /readyz, because the hook adds the seal root only after the first deployment, which would never become ready.
            {
              type: 'Readiness'
              httpGet: { path: '/healthz', port: port }
              periodSeconds: 10
              failureThreshold: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: alwaysReady
        maxReplicas: maximumInstances
        rules: [{ name: 'http', http: { metadata: { concurrentRequests: string(httpConcurrency) } } }]
      }
      terminationGracePeriodSeconds: 30
    }
  }
}

output environmentId string = environment.id
output host string = app.properties.configuration.ingress.fqdn
output url string = url
