import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Required dependencies. A prediction does not show the order of a deployment, so it is read from the source. */
const waits = [
  { file: 'main.bicep', declared: 'module app ', on: 'dataEndpoints' },
  { file: 'network.bicep', declared: 'resource endpointSubnet ', on: 'appSubnet' },
  { file: 'private-endpoint.bicep', declared: 'resource zoneGroup ', on: 'link' },
  { file: 'front-door-route.bicep', declared: 'resource route ', on: 'origin' },
];

/** Azure creates these one at a time. */
const oneByOne = [{ file: 'data-endpoints.bicep', declared: 'module endpoints ' }];

/**
 * Finds missing dependencies, one sentence each.
 * @param {string} folder
 */
export async function orderProblems(folder) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const { file } of [...waits, ...oneByOne]) texts[file] ??= await readFile(join(folder, file), 'utf8');
  return [
    ...waits
      .filter(({ file, declared, on }) => !dependencies(texts[file] ?? '', declared).includes(on))
      .map(({ file, declared, on }) => `${file}: ${declared.trim()} must wait for ${on} (dependsOn).`),
    ...oneByOne
      .filter(({ file, declared }) => !texts[file]?.includes(`@batchSize(1)\n${declared}`))
      .map(
        ({ file, declared }) => `${file}: ${declared.trim()} must be created one at a time (@batchSize(1)).`,
      ),
  ];
}

/** The names in the `dependsOn` of a declaration. @param {string} text @param {string} declared */
function dependencies(text, declared) {
  const begin = text.indexOf(`\n${declared}`);
  if (begin === -1) return [];
  const body = text.slice(begin, text.indexOf('\n}\n', begin));
  return (/\bdependsOn: \[([^\]]*)\]/.exec(body)?.[1] ?? '').split(/[\s,]+/);
}
