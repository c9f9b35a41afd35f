import { format } from 'oxfmt';

const FOLDER = 'src/tools';
const NOTE = '// Written by `npm run generate` from the files in the area folders. Do not edit.';

/** The properties of a tool that are part of its `ToolRecord`. */
const MEMBERS = [
  'name',
  'title',
  'area',
  'presets',
  'about',
  'kind',
  'companion',
  'scopes',
  'optionalScopes',
  'scopesElsewhere',
  'sharedScopes',
  'operation',
  'supportingReads',
  'provider',
  'providerScopes',
  'legacyNames',
  'annotations',
  'inputSchema',
  'outputSchema',
  'structuredSchema',
];

/**
 * Writes the list of each area's tools, the list of all tools, and the tools' data, which the server reads at startup
 * instead of loading the tools' code.
 * @param {import('./load-tools.js').Sources} sources
 */
export async function catalogueFiles({ tools, files, areas }) {
  const withTools = areas.filter((area) => tools.some((tool) => tool.area === area));
  const areaFiles = await Promise.all(
    withTools.map(async (area) => {
      const own = files.filter(({ file }) => file.startsWith(`${area}/`));
      return written(`${FOLDER}/${areaFile(area)}`, [
        ...own
          .toSorted((a, b) => (a.file < b.file ? -1 : 1))
          .map(({ file, exportName }) => `import { ${exportName} } from './${file.slice(area.length + 1)}';`),
        `import type { Tool } from '../define.ts';`,
        '',
        '/** The tools of this area, in the order in which clients see them. */',
        `export const ${area}Tools: readonly Tool[] = [${own.map(({ exportName }) => exportName).join(', ')}];`,
      ]);
    }),
  );
  const ofProviders = withTools.filter((area) => tools.some((tool) => tool.area === area && tool.provider));
  const ofGraph = withTools.filter((area) => !ofProviders.includes(area));
  const all = await written(`${FOLDER}/catalogue.gen.ts`, [
    ...withTools.map((area) => `import { ${area}Tools } from './${areaFile(area)}';`),
    `import type { Tool } from './define.ts';`,
    '',
    '/** Every tool for Microsoft 365 with its code, in the order in which clients see it: by area, then by `order`. */',
    `export const catalogue: readonly Tool[] = [${ofGraph.map((area) => `...${area}Tools`).join(', ')}];`,
    '',
    '/** Every tool for a linked account with its code. */',
    `export const linkedCatalogue: readonly Tool[] = [${ofProviders.map((area) => `...${area}Tools`).join(', ')}];`,
  ]);
  return new Map([...areaFiles, all, recordsFile(tools, withTools)]);
}

/** @param {readonly import('./load-tools.js').Tool[]} tools @param {readonly string[]} areas */
function recordsFile(tools, areas) {
  const source = [
    NOTE,
    `import type { Tool } from './define.ts';`,
    `import type { ToolRecord } from './tool-record.ts';`,
    '',
    '/** The data of every tool for Microsoft 365 in the order in which clients see it: by area, then by `order`. */',
    'export const toolRecords: readonly ToolRecord[] = [',
    ...tools.filter(({ provider }) => !provider).map((tool) => `  ${JSON.stringify(recordOf(tool))},`),
    '];',
    '',
    '/** The data of every tool for a linked account. */',
    'export const linkedToolRecords: readonly ToolRecord[] = [',
    ...tools.filter(({ provider }) => provider).map((tool) => `  ${JSON.stringify(recordOf(tool))},`),
    '];',
    '',
    '/** Imports a tool with the rest of its area. */',
    'export async function loadTool({ area, name }: ToolRecord): Promise<Tool> {',
    '  const tool = (await areaTools[area]?.())?.find((one) => one.name === name);',
    '  if (tool === undefined) throw new RangeError(`No tool is named ${name}.`);',
    '  return tool;',
    '}',
    '',
    'const areaTools: Readonly<Record<string, () => Promise<readonly Tool[]>>> = {',
    ...areas.map((area) => `  ${area}: async () => (await import('./${areaFile(area)}')).${area}Tools,`),
    '};',
    '',
  ].join('\n');
  return /** @type {const} */ ([`${FOLDER}/tool-records.gen.ts`, source]);
}

/** @param {any} tool */
function recordOf(tool) {
  return Object.fromEntries(MEMBERS.map((member) => [member, tool[member]]));
}

/** @param {string} area */
function areaFile(area) {
  return `${area}/${area}-tools.gen.ts`;
}

/** @param {string} file @param {readonly string[]} lines */
async function written(file, lines) {
  const { code } = await format(file, [NOTE, ...lines].join('\n'), { printWidth: 110, singleQuote: true });
  return /** @type {const} */ ([file, code]);
}
