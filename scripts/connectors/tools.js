import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

const sources = `
  export { readConfig } from './src/config/config.ts';
  export { listed } from './src/calls/tool-catalogue.ts';
  export { createPolicy } from './src/policy/policy.ts';
  export { catalogue } from './src/tools/index.ts';
`;

/** Whoever connects by the plain MCP URL, with a token that bounds nothing. */
const anybody = {
  ceiling: { toolsets: 'all', readOnly: false },
  selection: { preset: 'default', readOnly: false },
};

/**
 * The tools as tools/list of a server with these settings tells them, or the sentences that say which setting is
 * wrong. Only the settings of the organisation's rules count.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ tools: readonly ListedTool[] } | { problems: readonly string[] }>}
 * @typedef {{ name: string, description: string, annotations: { readOnlyHint: boolean } }} ListedTool
 */
export async function listedTools(env) {
  const { readConfig, listed, createPolicy, catalogue } = await load();
  const settings = readConfig({ ...env, ...unrelated });
  if (!settings.ok) return { problems: settings.problems };
  const policy = createPolicy(settings.config);
  return { tools: catalogue.filter((tool) => policy.visible(anybody, tool)).map(listed) };
}

/** What a server cannot be without, and no list depends on. */
const unrelated = {
  PUBLIC_URL: 'https://portico.contoso.example',
  ENTRA_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  ENTRA_CREDENTIAL: 'federated',
  KEY_VAULT_URL: 'https://portico.contoso.example',
};

async function load() {
  const { outputFiles } = await build({
    stdin: { contents: sources, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
