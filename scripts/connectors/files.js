import { readdirSync, readFileSync } from 'node:fs';
import { extname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { json } from '../base/json.js';
import { stableId } from '../base/stable-id.js';
import { handOut } from './hand-out.js';
import { pluginFiles } from './plugins.js';
import { registryFiles } from './registry.js';

const templates = fileURLToPath(new URL('../../connectors', import.meta.url));

/** The host name in the templates. Each server's own host name replaces it. */
const EXAMPLE_HOST = 'portico.contoso.example';

/** Placeholder for the OAuth registration's id in the plugin manifest, until that id is known. */
const REFERENCE_PLACEHOLDER = '${{PORTICO_OAUTH_REFERENCE_ID}}';

/** Clients that run in the vendor's cloud and cannot reach a server on localhost. */
const hosted = /^(copilot-studio|microsoft-365-agent|microsoft-365-connector)\//;

const agent = 'microsoft-365-agent/appPackage';
const connector = 'microsoft-365-connector/appPackage';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * All connector files of a server: path → content.
 *
 * @param {{ url: URL, tools: readonly import('./tools.js').ListedTool[],
 *   skills?: readonly import('./tools.js').ListedSkill[], referenceId?: string | undefined }} server
 * @returns {Map<string, string | Uint8Array>}
 */
export function connectorFiles({ url, tools, skills = [], referenceId }) {
  const files = new Map();
  const local = url.protocol === 'http:';
  for (const path of templatePaths()) {
    if (local && hosted.test(path)) continue;
    const content = readFileSync(`${templates}/${path}`);
    files.set(path, extname(path) === '.png' ? content : forHost(content.toString('utf8'), url));
  }
  if (!local) {
    files.set(`${agent}/manifest.json`, withAppId(files.get(`${agent}/manifest.json`), url));
    const plugin = withTools(JSON.parse(files.get(`${agent}/ai-plugin.json`)), tools, referenceId);
    files.set(`${agent}/ai-plugin.json`, json(plugin));
    files.set(`${agent}/mcp-tools.json`, json({ tools }));
    const manifest = withAppId(files.get(`${connector}/manifest.json`), url, 'connector');
    files.set(`${connector}/manifest.json`, manifest.replace(REFERENCE_PLACEHOLDER, referenceId ?? '$&'));
    for (const icon of ['color.png', 'outline.png']) {
      files.set(`${connector}/${icon}`, files.get(`${agent}/${icon}`));
    }
    for (const [path, content] of registryFiles({ url, version })) files.set(path, content);
  }
  for (const [path, content] of pluginFiles({ url, version, skills })) files.set(path, content);
  files.set('README.md', handOut(url));
  return files;
}

function templatePaths() {
  const entries = readdirSync(templates, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(templates.length + 1).replaceAll(sep, '/'))
    .filter((path) => path !== 'README.md')
    .toSorted();
}

/** @param {string} text @param {URL} url */
function forHost(text, url) {
  return text.replaceAll(`https://${EXAMPLE_HOST}`, url.origin).replaceAll(EXAMPLE_HOST, url.host);
}

/**
 * Each server gets its own app id, derived from the server's host name so that the id does not change.
 * @param {string} manifest @param {URL} url @param {string} [kind] for another app of the same server
 */
function withAppId(manifest, url, kind = '') {
  const id = stableId(`portico ${url.host}${kind && ` ${kind}`}`);
  return manifest.replace('00000000-0000-8000-8000-000000000000', id);
}

function withTools(plugin, tools, referenceId) {
  const [runtime] = plugin.runtimes;
  runtime.run_for_functions = tools.map(({ name }) => name);
  if (referenceId !== undefined) runtime.auth.reference_id = referenceId;
  return { ...plugin, functions: tools.map(pluginFunction) };
}

/** @param {import('./tools.js').ListedTool} tool */
function pluginFunction({ name, description, annotations: { readOnlyHint: reads } }) {
  return {
    name,
    description,
    capabilities: {
      // If true, users can choose "always allow". That is safe only for read-only tools.
      confirmation: { isNonConsequential: reads },
      security_info: { data_handling: [reads ? 'GetPrivateData' : 'ResourceStateUpdate'] },
    },
  };
}
