import { downloadPackage, npm } from '../packed-package.js';

/** The package that the index is built from: Graph's v1.0 OpenAPI description as TypeScript declarations (MIT). */
export const source = {
  package: '@microsoft/teams.graph-endpoints',
  version: '2.1.0',
  published: '2026-09-22',
  integrity:
    'sha512-kB+/sBbkNzLCxt8elpZxAmnSB54BE8GtnLhU4FoIqwGjipEN1lAsXpqCzpkJkz5CK9XPGYo+h4k07mRWlooOuQ==',
};

const DECLARATIONS = 'package/dist/types/types.d.ts';

/** Downloads the package and returns its declarations. */
export function downloadDeclarations() {
  const file = downloadPackage(source).get(DECLARATIONS);
  if (file === undefined) throw new Error(`The package contains no ${DECLARATIONS}.`);
  return file.toString('utf8');
}

/** Returns the newest version in the registry. */
export function newestVersion() {
  return npm(['view', source.package, 'version']).trim();
}
