import { stableId } from '../base/stable-id.js';

/**
 * The data that directories of MCP servers and azd templates require, for one repository.
 * @param {{ repository: string }} release
 * @returns {Record<string, unknown>} file name → content
 */
export function listings({ repository }) {
  const [owner = ''] = repository.split('/');
  const url = `https://github.com/${repository}`;
  return {
    // This file belongs in the root of the repository. Glama lets the GitHub users listed in the file manage the entry.
    'glama.json': { $schema: 'https://glama.ai/mcp/schemas/server.json', maintainers: [owner] },
    // An entry of website/static/templates.json in Azure/awesome-azd.
    'awesome-azd.json': {
      title: 'MCP server for Microsoft 365 on Azure Functions',
      description:
        'One MCP URL for Microsoft 365: OAuth for any MCP client in front of Entra ID, On-Behalf-Of to Microsoft Graph, managed identity without secrets, on Flex Consumption with Key Vault, Table Storage and Application Insights.',
      preview: './templates/images/portico.png',
      authorUrl: `https://github.com/${owner}`,
      author: owner,
      source: url,
      tags: ['mcp', 'community', 'new'],
      languages: ['typescript', 'nodejs'],
      azureServices: [
        'functions',
        'keyvault',
        'blobstorage',
        'appinsights',
        'loganalytics',
        'managedidentity',
      ],
      IaC: ['bicep'],
      id: stableId(`awesome-azd ${repository}`),
    },
  };
}
