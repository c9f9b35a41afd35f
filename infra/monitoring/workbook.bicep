// The dashboard for administrators: usage, latency, errors, sign-ins. Its queries are in workbook/*.kql.

param name string
param location string
param tags object
param workspaceId string

var charts = [
  {
    title: 'Tool calls by tool'
    chart: 'barchart'
    query: loadTextContent('workbook/tools.kql')
  }
  {
    title: 'Tool calls by client'
    chart: 'timechart'
    query: loadTextContent('workbook/clients.kql')
  }
  {
    title: 'Latency of MCP calls (ms)'
    chart: 'linechart'
    query: loadTextContent('workbook/latency.kql')
  }
  {
    title: 'Errors of tool calls'
    chart: 'barchart'
    query: loadTextContent('workbook/errors.kql')
  }
  {
    title: 'Responses by status'
    chart: 'timechart'
    query: loadTextContent('workbook/statuses.kql')
  }
  {
    title: 'Graph, Entra, Key Vault and tables: failures and latency'
    chart: 'table'
    query: loadTextContent('workbook/dependencies.kql')
  }
  {
    title: 'On-Behalf-Of: Graph calls without a token exchange (%)'
    chart: 'linechart'
    query: loadTextContent('workbook/on-behalf-of.kql')
  }
  {
    title: 'Sign-ins'
    chart: 'timechart'
    query: loadTextContent('workbook/sign-ins.kql')
  }
  {
    title: 'Refusals by rule'
    chart: 'table'
    query: loadTextContent('workbook/refusals.kql')
  }
]

var timePicker = {
  type: 9
  name: 'time'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: [
      {
        id: guid(name, 'time')
        name: 'Time'
        label: 'Time'
        type: 4
        version: 'KqlParameterItem/1.0'
        isRequired: true
        value: { durationMs: 86400000 }
        typeSettings: {
          selectableValues: map([1, 24, 168, 720], hours => { durationMs: hours * 3600000 })
          allowCustom: true
        }
      }
    ]
  }
}

var items = [
  for (item, index) in charts: {
    type: 3
    name: 'chart-${index}'
    customWidth: '50'
    content: {
      version: 'KqlItem/1.0'
      title: item.title
      query: item.query
      size: 0
      timeContextFromParameter: 'Time'
      queryType: 0
      resourceType: 'microsoft.operationalinsights/workspaces'
      visualization: item.chart
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Portico'
    category: 'workbook'
    sourceId: workspaceId
    version: 'Notebook/1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([timePicker], items)
      fallbackResourceIds: [workspaceId]
    })
  }
}
