import { importSources } from '../import-sources.js';

const sources = `
  export { readConfig } from './src/config/config.ts';
  export { toListedTool } from './src/mcp/tool-list.ts';
  export { createPolicy } from './src/policy/policy.ts';
  export { catalogue } from './src/tools/catalogue.gen.ts';
`;

/** A caller that uses the plain MCP URL with an unrestricted token. */
const anyCaller = {
  ceiling: { toolsets: 'all', readOnly: false },
  selection: { preset: 'default', readOnly: false },
};

/**
 * Returns the tools that a server with these settings lists, or sentences that explain which settings are wrong. Only
 * settings that restrict all users of the server matter.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ tools: readonly ListedTool[] } | { problems: readonly string[] }>}
 * @typedef {{ name: string, description: string, annotations: { readOnlyHint: boolean } }} ListedTool
 */
export async function listedTools(env) {
  const { readConfig, toListedTool, createPolicy, catalogue } = await importSources(sources);
  const settings = readConfig({ ...env, ...unrelated });
  if (!settings.ok) return { problems: settings.problems };
  const policy = createPolicy(settings.config);
  return {
    tools: catalogue.filter((tool) => policy.visible(anyCaller, tool)).map((tool) => toListedTool(tool, {})),
  };
}

/** Required settings that do not affect the list. */
const unrelated = {
  PUBLIC_URL: 'https://portico.contoso.example',
  ENTRA_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CREDENTIAL: 'federated',
  KEY_VAULT_URL: 'https://portico.contoso.example',
};
