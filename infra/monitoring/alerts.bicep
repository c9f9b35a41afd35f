// Alerts by e-mail. The queries use only what src/telemetry/ sends.

param name string
param location string
param tags object
param workspaceId string
param emails string[]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'portico'
    enabled: true
    emailReceivers: [
      for (email, index) in emails: {
        name: 'person-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

var rules = [
  {
    name: 'server-errors'
    severity: 1
    about: 'More than 5 % of the requests in 15 minutes, and at least 5, failed with status 5xx.'
    query: loadTextContent('alerts/server-errors.kql')
  }
  {
    name: 'latency'
    severity: 2
    about: '1 in 20 MCP calls in 15 minutes, of at least 20, took longer than 10 seconds.'
    query: loadTextContent('alerts/latency.kql')
  }
  {
    name: 'key-vault'
    severity: 1
    about: 'At least 3 reads of Key Vault failed in 15 minutes. Without the seal root nobody can sign in.'
    query: loadTextContent('alerts/key-vault.kql')
  }
  {
    name: 'entra'
    severity: 1
    about: 'More than 20 % of the requests to Entra in 15 minutes, and at least 10, failed.'
    query: loadTextContent('alerts/entra.kql')
  }
  {
    name: 'throttling'
    severity: 3
    about: 'Microsoft Graph answered more than 5 % of the requests in 15 minutes, and at least 20, with status 429 (throttled).'
    query: loadTextContent('alerts/throttling.kql')
  }
  {
    name: 'outage'
    severity: 1
    about: 'More than 50 % of the requests to Graph, Entra, Key Vault or Tables in 15 minutes, and at least 10, had status 5xx or no response.'
    query: loadTextContent('alerts/outage.kql')
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Portico: ${rule.name}'
      description: rule.about
      severity: rule.severity
      enabled: true
      autoMitigate: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      // Tables of a new workspace do not exist until their first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            // A query returns a row if the condition is met.
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [group.id] }
    }
  }
]
