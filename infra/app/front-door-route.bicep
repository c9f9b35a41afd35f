// Routes the custom domain to the app, with a managed certificate.

param profileName string
param endpointName string
param tags object
@description('The domain, such as `mcp.contoso.com`.')
param domain string
@description('The host name of the app on Azure.')
param originHost string

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: endpointName
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

resource origins 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'app'
  properties: { loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3 } }
}

resource origin 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = {
  parent: origins
  name: 'app'
  properties: {
    hostName: originHost
    originHostHeader: originHost
    httpsPort: 443
    enforceCertificateNameCheck: true
  }
}

resource customDomain 'Microsoft.Cdn/profiles/customDomains@2025-06-01' = {
  parent: profile
  name: replace(domain, '.', '-')
  properties: {
    hostName: domain
    tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' }
  }
}

resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: endpoint
  name: 'app'
  dependsOn: [origin]
  properties: {
    originGroup: { id: origins.id }
    customDomains: [{ id: customDomain.id }]
    linkToDefaultDomain: 'Disabled'
    patternsToMatch: ['/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
  }
}

@description('The CNAME target of the domain.')
output host string = endpoint.properties.hostName
@description('The value of the TXT record `_dnsauth.<domain>`.')
output validationToken string = customDomain.properties.validationProperties.validationToken
