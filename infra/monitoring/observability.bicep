// Telemetry and logs, with the alerts, the workbook and the budget that depend on them.

@description('Random suffix of all names.')
param suffix string
param location string
param tags object
@description('The identity that sends telemetry.')
param principalId string
@description('Days that logs are kept.')
param retentionDays int
@description('The most GB of logs per day; -1 for no limit.')
param dailyCapGB int
@description('Recipients of alerts and budget notifications.')
param emails string[]
@description('Monthly budget in the currency of the subscription; 0 for none.')
param budgetAmount int
@description('The first day of the budget.')
param budgetStart string

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: {
    workspaceName: 'log-${suffix}'
    componentName: 'appi-${suffix}'
    location: location
    tags: tags
    principalId: principalId
    retentionDays: retentionDays
    dailyCapGB: dailyCapGB
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: 'alert-${suffix}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emails: emails
  }
}

module workbook 'workbook.bicep' = {
  name: 'workbook'
  params: {
    name: guid(resourceGroup().id, suffix, 'workbook')
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'budget.bicep' = if (budgetAmount > 0) {
  name: 'budget'
  params: { name: 'budget-${suffix}', amount: max(budgetAmount, 1), startDate: budgetStart, emails: emails }
}

output workspaceId string = monitoring.outputs.workspaceId
output connectionString string = monitoring.outputs.connectionString
