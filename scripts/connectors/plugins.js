import { json } from '../base/json.js';

/** The plugin information that clients display. */
const about = {
  name: 'portico',
  description:
    'Mail, calendar, files, Teams and more in Microsoft 365, as the signed-in person and within what the organisation allows.',
  author: { name: 'Portico' },
  license: 'MIT',
  keywords: ['microsoft-365', 'outlook', 'teams', 'sharepoint', 'mcp'],
};

/**
 * A plugin for Claude Code, Codex and Cursor: the server and its skills. One folder serves all three, because each
 * client reads only the manifest in its own folder. The parent folder is a Claude Code marketplace.
 * @param {{ url: URL, version: string, skills: readonly import('./tools.js').ListedSkill[] }} server
 * @returns {Map<string, string>} path → content
 */
export function pluginFiles({ url, version, skills }) {
  const plugin = { ...about, version };
  const parts = { ...(skills.length > 0 && { skills: './skills/' }), mcpServers: './.mcp.json' };
  const files = new Map([
    ['.claude-plugin/marketplace.json', json(marketplace(version))],
    ['portico/.claude-plugin/plugin.json', json(plugin)],
    ['portico/.codex-plugin/plugin.json', json({ ...plugin, ...parts })],
    ['portico/.cursor-plugin/plugin.json', json({ ...plugin, displayName: 'Portico', ...parts })],
    ['portico/README.md', readme(url, skills)],
    ['portico/.mcp.json', json({ mcpServers: { portico: { type: 'http', url: `${url.origin}/mcp` } } })],
  ]);
  for (const { name, text } of skills) files.set(`portico/skills/${name}/SKILL.md`, text);
  return new Map([...files].map(([path, content]) => [`plugins/${path}`, content]));
}

/** @param {string} version */
function marketplace(version) {
  const { name, description, author } = about;
  return {
    name: 'portico',
    owner: author,
    description,
    plugins: [{ name, source: './portico', description, version }],
  };
}

/**
 * Returns the plugin's README. Plugin directories require a README of at least 40 words.
 * @param {URL} url @param {readonly import('./tools.js').ListedSkill[]} skills
 */
function readme(url, skills) {
  const names = skills.map(({ name }) => `- ${name}`);
  return [
    '# Portico',
    '',
    `${about.description} The plugin connects to your organisation's own server, ${url.host}, and contains no secret.`,
    '',
    `On first use, your client opens a browser window. Sign in with your work account and approve the client. The client can`,
    `then do what you can do yourself, within the limits that your administrator sets. ${url.origin}/account lists the clients that`,
    `may act for you, and lets you remove them.`,
    ...(names.length > 0 ? ['', 'Skills:', '', ...names] : []),
    '',
  ].join('\n');
}
