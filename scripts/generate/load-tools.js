import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { importSources, root } from '../import-sources.js';

const FOLDER = 'src/tools';

/**
 * The parts of a tool's record that the generated files need.
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} title
 * @property {string} area
 * @property {number} [order]
 * @property {string} about
 * @property {readonly string[]} intents
 * @property {string} kind
 * @property {boolean} [companion]
 * @property {readonly string[]} [supportingReads]
 * @property {string} operation
 * @property {readonly string[]} presets
 * @property {string} [provider]
 * @property {readonly string[]} [providerScopes]
 * @property {readonly string[]} [legacyNames]
 * @property {readonly string[]} scopes
 * @property {readonly string[]} [optionalScopes]
 * @property {Readonly<Partial<Record<string, readonly string[]>>>} [scopesElsewhere]
 * @property {readonly string[]} [sharedScopes]
 * @property {{ readonly roles: readonly string[], readonly licence?: string }} [prerequisites]
 * @property {object} annotations
 * @property {object} inputSchema
 * @property {object} [outputSchema]
 * @property {import('../../src/tools/define.ts').Example} [example]
 *
 * The tools in the order of the catalogue, with their export names, and what else the generated files depend on.
 * @typedef {object} Sources
 * @property {readonly Tool[]} tools
 * @property {readonly { file: string, exportName: string }[]} files
 * @property {readonly string[]} areas
 * @property {(granted: readonly string[], needed: string) => boolean} covers
 */

/**
 * Finds the tools: every file directly in an area's folder is a tool, except generated files.
 * @returns {Promise<Sources>}
 */
export async function loadTools() {
  const files = readdirSync(join(root, FOLDER), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[a-z]+\/[^/]+\.ts$/.test(file) && !file.endsWith('.gen.ts'))
    .toSorted();
  const { areas, covers, modules } = await importSources(
    [
      `export { areas } from './${FOLDER}/areas.ts';`,
      `export { covers } from './src/graph/permissions.ts';`,
      ...files.map((file, index) => `import * as module${index} from './${FOLDER}/${file}';`),
      `export const modules = [${files.map((_, index) => `module${index}`).join(', ')}];`,
    ].join('\n'),
  );
  const found = files
    .map((file, index) => ({ file, exported: Object.entries(modules[index]) }))
    .filter(({ file }) => areas.includes(areaOf(file)))
    .map(({ file, exported }) => toolIn(file, exported))
    .toSorted(
      (a, b) => areas.indexOf(a.tool.area) - areas.indexOf(b.tool.area) || a.tool.order - b.tool.order,
    );
  requireDistinctOrders(found.map(({ tool }) => tool));
  return {
    tools: found.map(({ tool }) => tool),
    files: found.map(({ file, exportName }) => ({ file, exportName })),
    areas,
    covers,
  };
}

/** @param {string} file @param {readonly [string, any][]} exported */
function toolIn(file, exported) {
  const [first, ...others] = exported;
  const [exportName, tool] = first ?? ['', undefined];
  if (others.length > 0 || typeof tool?.run !== 'function') {
    throw new Error(
      `${FOLDER}/${file} must export one tool and nothing else. Shared code belongs in ${FOLDER}/${areaOf(file)}/shared/.`,
    );
  }
  if (tool.name !== basename(file, '.ts').replaceAll('-', '_') || tool.area !== areaOf(file)) {
    throw new Error(`${FOLDER}/${file} does not match its tool: ${tool.name} of the area ${tool.area}.`);
  }
  if (!Number.isInteger(tool.order) || tool.example === undefined) {
    throw new Error(`${FOLDER}/${file} needs an order and an example.`);
  }
  return { file, exportName, tool };
}

/** @param {readonly Tool[]} tools */
function requireDistinctOrders(tools) {
  const places = tools.map(({ area, order }) => `${area} ${order}`);
  const repeated = places.find((place, index) => places.indexOf(place) !== index);
  if (repeated !== undefined) throw new Error(`Two tools have the same area and order: ${repeated}.`);
}

/** @param {string} file */
function areaOf(file) {
  return file.slice(0, file.indexOf('/'));
}
