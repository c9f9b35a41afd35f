import { encode } from 'gpt-tokenizer/encoding/o200k_base';

import { listed } from './listed.js';

const FILE = 'docs/tools.md';

/** @typedef {import('./load-tools.js').Tool} Tool */

/** Writes the documentation page that lists all tools. @param {import('./load-tools.js').Sources} sources */
export async function toolsDocFile({ tools, areas }) {
  const ofGraph = tools.filter(({ provider }) => provider === undefined);
  const sections = await Promise.all(
    areas.map(async (area) => {
      const inArea = tools.filter((tool) => tool.area === area);
      const described = await Promise.all(inArea.map(describeTool));
      return inArea.length === 0 ? '' : `## ${area}\n\n${described.join('\n')}`;
    }),
  );
  const content = [
    '# Tools',
    '',
    "<!-- Written by `npm run generate` from the tools' records. Do not edit. -->",
    '',
    'Every tool of Portico by area: what it does, its arguments, and the Microsoft Graph permissions it needs. A client',
    'sees the tools of the preset in its URL (`/mcp?preset=lite`; without one, `default`), as far as the granted permissions',
    'and the rules of the organisation allow. [Adding a tool](adding-a-tool.md) explains how to add one.',
    '',
    '| preset | tools | tokens of tools/list |',
    '|---|---|---|',
    ...['core', 'lite', 'default', 'all'].map((preset) => presetRow(preset, ofGraph)),
    '',
    'With `?preset=discovery`, three tools find and run all others. See [Choose the tools](toolsets.md).',
    '',
    'The tools of a linked account, such as those of Spotify, exist only if the operator has turned it on. They are in the',
    'preset `all`; `?toolsets=spotify` lists only them, and `?toolsets=default,spotify` adds them to the default tools. See',
    '[Linked accounts](linked-accounts.md).',
    '',
    sections.filter(Boolean).join('\n'),
  ].join('\n');
  return new Map([[FILE, `${content.trimEnd()}\n`]]);
}

/** @param {string} preset @param {readonly Tool[]} tools */
function presetRow(preset, tools) {
  const inPreset = tools.filter((tool) => preset === 'all' || tool.presets.includes(preset));
  const names = preset === 'all' ? 'all on this page' : inPreset.map(({ name }) => `\`${name}\``).join(', ');
  return `| ${preset} | ${inPreset.length}: ${names} | ${encode(JSON.stringify(inPreset.map(listed))).length} |`;
}

const kinds = {
  read: 'reads',
  write: 'changes something',
  send: 'sends something to people',
  destroy: 'deletes something',
};

/** @param {Tool} tool */
async function describeTool(tool) {
  const facts = [
    `- ${kinds[tool.kind]}; ${tool.provider === undefined ? 'Graph' : 'request'}: ${tool.operation.includes(' ') ? `\`${tool.operation}\`` : 'depends on the arguments'}`,
    `- permissions: ${permissionsOf(tool)}`,
    ...(tool.prerequisites === undefined ? [] : [`- also needs: ${prerequisitesOf(tool.prerequisites)}`]),
    `- presets: ${['all', ...tool.presets].join(', ')}`,
  ];
  const args = Object.entries(tool.inputSchema.properties ?? {}).map(([name, schema]) =>
    argumentRow(name, schema, (tool.inputSchema.required ?? []).includes(name)),
  );
  const table = args.length === 0 ? [] : ['', '| argument | type | meaning |', '|---|---|---|', ...args];
  return [
    `### ${tool.name}`,
    '',
    tool.about,
    '',
    ...facts,
    ...table,
    '',
    `Example: \`${JSON.stringify(await exampleArguments(tool))}\``,
    '',
  ].join('\n');
}

/** @param {Tool} tool */
function permissionsOf({
  providerScopes,
  scopes,
  optionalScopes = [],
  scopesElsewhere = {},
  sharedScopes = [],
}) {
  if (providerScopes !== undefined)
    return `${providerScopes.map((name) => `\`${name}\``).join(', ') || 'none'} at the service`;
  const parts = [
    scopes.map((name) => `\`${name}\``).join(', ') || 'none of its own',
    optionalScopes.length > 0 &&
      `shows or does more with ${optionalScopes.map((name) => `\`${name}\``).join(', ')}`,
    ...Object.entries(scopesElsewhere).map(
      ([area, names = []]) => `if ${area} is on ${names.map((name) => `\`${name}\``).join(', ')}`,
    ),
    sharedScopes.length > 0 && `for a shared mailbox ${sharedScopes.map((name) => `\`${name}\``).join(', ')}`,
  ];
  return parts.filter(Boolean).join('; ');
}

/** @param {NonNullable<Tool['prerequisites']>} prerequisites */
function prerequisitesOf({ roles, licence }) {
  const users = `a user with one of these roles: ${roles.join(', ')}`;
  return licence === undefined ? users : `${users}; an organisation with ${licence}`;
}

/** @param {string} name @param {any} schema @param {boolean} isRequired */
function argumentRow(name, schema, isRequired) {
  const type = schema.enum
    ? schema.enum.join(', ')
    : schema.type === 'array'
      ? `list of ${schema.items.type}s`
      : schema.type;
  const preset = schema.default === undefined ? '' : ` (default: ${JSON.stringify(schema.default)})`;
  return `| \`${name}\`${isRequired ? ', required' : ''} | ${type} | ${`${schema.description}${preset}`.replaceAll('|', '\\|')} |`;
}

/** The arguments of the example, with placeholders for ids. @param {Tool} tool */
async function exampleArguments({ example }) {
  const args = example?.args ?? {};
  return typeof args === 'function' ? args({ id: async () => '{id}', cursor: async () => '{cursor}' }) : args;
}
