import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

/** The root folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles TypeScript sources and imports the result, because Node 20 cannot run TypeScript.
 * @param {string} contents a module with paths relative to the repository
 */
export async function importSources(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
