import { importSources } from '../import-sources.js';

const sources = `
  export { workflowsFor } from './src/mcp/workflows/all-workflows.ts';
  export { renderSkill } from './src/mcp/workflows/render-workflow.ts';
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
 * Returns the tools that a server with these settings lists and the skills that work with them, or sentences that
 * explain which settings are wrong. Only settings that restrict all users of the server matter.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ tools: readonly ListedTool[], skills: readonly ListedSkill[] } | { problems: readonly string[] }>}
 * @typedef {{ name: string, description: string, annotations: { readOnlyHint: boolean } }} ListedTool
 * @typedef {{ name: string, text: string }} ListedSkill
 */
export async function listedTools(env) {
  const { readConfig, toListedTool, createPolicy, catalogue, workflowsFor, renderSkill } =
    await importSources(sources);
  const settings = readConfig({ ...env, ...unrelated });
  if (!settings.ok) return { problems: settings.problems };
  const policy = createPolicy(settings.config);
  const visible = catalogue.filter((tool) => policy.visible(anyCaller, tool));
  return {
    tools: visible.map((tool) => toListedTool(tool, {})),
    skills: workflowsFor(visible).map((workflow) => ({ name: workflow.name, text: renderSkill(workflow) })),
  };
}

/** Settings that are required but do not affect the list of tools. */
const unrelated = {
  PUBLIC_URL: 'https://portico.contoso.example',
  ENTRA_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CREDENTIAL: 'federated',
  KEY_VAULT_URL: 'https://portico.contoso.example',
};
