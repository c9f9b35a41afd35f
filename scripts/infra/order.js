import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { compare } from './compare.js';

/**
 * All `dependsOn` entries in the templates: declaration → the declaration that it waits for. A prediction does not show
 * the order of a deployment, so the order is read from the source. All other dependencies follow from the outputs that
 * a module uses.
 */
const waits = {
  // In a private network, the app's first call to storage needs the private endpoints.
  'main.bicep: app': 'dataEndpoints',
  // Azure can change only one subnet of a network at a time.
  'network/network.bicep: endpointSubnet': 'appSubnet',
  // Until the zone is linked, the service's name resolves to its public address.
  'network/private-endpoint.bicep: zoneGroup': 'link',
  // Azure refuses a route to a group without an origin.
  'app/front-door-route.bicep: route': 'origin',
};

/** Loops that must create their resources one at a time, because Azure refuses parallel changes to one network. */
const oneByOne = { 'network/data-endpoints.bicep: endpoints': '1' };

/**
 * Finds missing and unnecessary dependencies. Returns one sentence for each.
 * @param {string} folder
 */
export async function orderProblems(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.bicep'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const found = files.flatMap((file, index) => declarationsOf(texts[index] ?? '', file));
  return [
    ...compare(Object.fromEntries(found.flatMap(waitOf)), waits, 'dependsOn'),
    ...compare(Object.fromEntries(found.flatMap(batchOf)), oneByOne, '@batchSize'),
  ];
}

/** @typedef {{ name: string, decorators: string, body: string }} Declaration */

/** @param {string} text @param {string} file @returns {Declaration[]} */
function declarationsOf(text, file) {
  const pattern = /^((?:@.*\n)*)(?:resource|module) (\w+) ([\s\S]*?)^[}\]]/gm;
  return [...text.matchAll(pattern)].map(([, decorators = '', name, body = '']) => ({
    name: `${file}: ${name}`,
    decorators,
    body,
  }));
}

/** @param {Declaration} declaration */
function waitOf({ name, body }) {
  const names = /\bdependsOn: \[([^\]]*)\]/.exec(body)?.[1];
  return names === undefined
    ? []
    : [
        [
          name,
          names
            .trim()
            .split(/[\s,]+/)
            .join(', '),
        ],
      ];
}

/** @param {Declaration} declaration */
function batchOf({ name, decorators }) {
  const size = /@batchSize\((\d+)\)/.exec(decorators)?.[1];
  return size === undefined ? [] : [[name, size]];
}
