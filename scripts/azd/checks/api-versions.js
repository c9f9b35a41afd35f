import { readdirSync, readFileSync } from 'node:fs';

import { Stop } from '../base/stop.js';

const templates = new URL('../../../infra/', import.meta.url);

/**
 * Throws if a resource provider of this cloud does not support a template's API version. Other clouds get new versions
 * months later than the public cloud.
 * @param {readonly { namespace: string, resourceTypes?: readonly { resourceType: string, apiVersions?: readonly string[] }[] }[]} providers
 */
export function checkVersions(providers) {
  const missing = usedVersions().flatMap(({ file, type, version }) => {
    const [namespace = '', ...rest] = type.toLowerCase().split('/');
    const provider = providers.find((one) => one.namespace.toLowerCase() === namespace);
    // A provider does not list all of its child types, so unlisted types are not checked.
    const offered = provider?.resourceTypes?.find(
      ({ resourceType }) => resourceType.toLowerCase() === rest.join('/'),
    )?.apiVersions;
    if (offered === undefined || offered.includes(version)) return [];
    const newest = offered
      .filter((one) => !one.includes('preview'))
      .toSorted()
      .at(-1);
    return [`${type}@${version} in infra/${file} (newest here: ${newest ?? 'none'})`];
  });
  if (missing.length === 0) return;
  throw new Stop(
    `This cloud does not support these API versions yet: ${[...new Set(missing)].join('; ')}. Change them in these files to the newest version that the cloud supports, then run azd again.`,
  );
}

/**
 * The resource types that the templates use, with their API versions.
 * @returns {{ file: string, type: string, version: string }[]}
 */
function usedVersions() {
  return readdirSync(templates, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bicep'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, templates), 'utf8');
      return [...text.matchAll(/'(Microsoft\.[\w./]+)@([\w-]+)'/g)].map((match) => ({
        file,
        type: match[1] ?? '',
        version: match[2] ?? '',
      }));
    });
}
