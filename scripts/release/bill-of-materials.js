import { compare } from '../base/compare.js';
import { stableId } from '../base/stable-id.js';

/**
 * @typedef {{ version?: string, integrity?: string, license?: string, dev?: boolean, link?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked
 * @typedef {{ name: string, version: string, license?: string, packages: Record<string, Locked> }} Lock
 */

/**
 * Returns a CycloneDX 1.6 bill of materials for all production dependencies in package-lock.json. The same lock file
 * always gives the same document.
 * @param {Lock} lock @param {{ version: string, license: string, description: string }} about
 */
export function billOfMaterials(lock, about) {
  const installed = Object.entries(lock.packages).filter(
    ([path, { dev, link }]) => path !== '' && !dev && !link,
  );
  const paths = new Set(installed.map(([path]) => path));
  const root = { type: 'application', 'bom-ref': `pkg:npm/${lock.name}@${about.version}`, name: lock.name };
  const components = new Map(
    installed.map(([path, entry]) => [refOf(path, entry), componentOf(path, entry)]),
  );
  const own = lock.packages[''] ?? {};
  const dependencies = new Map([[root['bom-ref'], refsOf('', own, paths, lock)]]);
  for (const [path, entry] of installed) {
    const ref = refOf(path, entry);
    dependencies.set(ref, [
      ...new Set([...(dependencies.get(ref) ?? []), ...refsOf(path, entry, paths, lock)]),
    ]);
  }
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${stableId(JSON.stringify([about.version, [...components.keys()].toSorted(compare)]))}`,
    version: 1,
    metadata: {
      component: {
        ...root,
        version: about.version,
        description: about.description,
        licenses: [{ license: { id: about.license } }],
      },
    },
    components: [...components.values()].toSorted((a, b) => compare(a['bom-ref'], b['bom-ref'])),
    dependencies: [...dependencies]
      .map(([ref, dependsOn]) => ({ ref, dependsOn: dependsOn.toSorted(compare) }))
      .toSorted((a, b) => compare(a.ref, b.ref)),
  };
}

/** @param {string} path @param {Locked} entry */
function componentOf(path, entry) {
  const [group, name] = splitName(nameOf(path));
  const [algorithm = '', hash = ''] = (entry.integrity ?? '').split('-', 2);
  const alg = algorithm === 'sha512' ? 'SHA-512' : algorithm === 'sha1' ? 'SHA-1' : undefined;
  return {
    type: 'library',
    'bom-ref': refOf(path, entry),
    ...(group !== undefined && { group }),
    name,
    version: entry.version ?? '',
    ...(alg !== undefined && { hashes: [{ alg, content: Buffer.from(hash, 'base64').toString('hex') }] }),
    ...(entry.license !== undefined && { licenses: [licenseOf(entry.license)] }),
    purl: refOf(path, entry),
  };
}

/** A single SPDX id, or an expression. @param {string} license */
function licenseOf(license) {
  return /^[\w.+-]+$/.test(license) ? { license: { id: license } } : { expression: license };
}

/**
 * Returns the packages to which Node resolves the names that a package imports.
 * @param {string} path @param {Locked} entry @param {ReadonlySet<string>} paths @param {Lock} lock
 */
function refsOf(path, entry, paths, lock) {
  const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies });
  return names.flatMap((name) => {
    const found = foldersAbove(path)
      .map((folder) => `${folder}node_modules/${name}`)
      .find((candidate) => paths.has(candidate));
    return found === undefined ? [] : [refOf(found, lock.packages[found] ?? {})];
  });
}

/** @param {string} path */
function foldersAbove(path) {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const folders = parts.map(
    (_part, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/`,
  );
  return [...folders, ''];
}

/** @param {string} path @param {Locked} entry */
function refOf(path, entry) {
  const name = nameOf(path).replace('@', '%40');
  return `pkg:npm/${name}@${entry.version ?? ''}`;
}

/** @param {string} path */
function nameOf(path) {
  return path.split('node_modules/').at(-1) ?? path;
}

/** @param {string} name @returns {[string | undefined, string]} */
function splitName(name) {
  const [scope, rest] = name.split('/', 2);
  return rest === undefined ? [undefined, name] : [scope, rest];
}
