// Who is told when something is wrong. Every query asks for what src/telemetry/ sends, and for nothing else.

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
    about: 'More than 5 % of the requests of 15 minutes, and at least 5, were answered with 5xx.'
    query: loadTextContent('alerts/server-errors.kql')
  }
  {
    name: 'latency'
    severity: 2
    about: 'Of the MCP calls of 15 minutes, 1 in 20 took longer than 10 seconds.'
    query: loadTextContent('alerts/latency.kql')
  }
  {
    name: 'key-vault'
    severity: 1
    about: 'Key Vault refused or failed 3 reads in 15 minutes: without the seal root nobody can sign in.'
    query: loadTextContent('alerts/key-vault.kql')
  }
  {
    name: 'entra'
    severity: 1
    about: 'More than a fifth of the exchanges with Entra of 15 minutes failed, and at least 10.'
    query: loadTextContent('alerts/entra.kql')
  }
  {
    name: 'throttling'
    severity: 3
    about: 'Microsoft Graph answered 429 to more than 5 % of the requests of 15 minutes, and to at least 20.'
    query: loadTextContent('alerts/throttling.kql')
  }
  {
    name: 'outage'
    severity: 1
    about: 'Graph, Entra, Key Vault or Tables failed (5xx or no answer) more than half of the time for 15 minutes.'
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
      // The tables of a new workspace appear with their first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            // A query answers with a row where there is something to tell.
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
