import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the worker script that reads documents, in the same way as for deployment. */
export async function buildThread(): Promise<{ script: URL; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-thread-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['src/hosts/read-text.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    logLevel: 'silent',
    // CommonJS code in the bundle expects `require`.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  cpSync(join(root, 'src/documents/pdf/character-maps.br'), join(folder, 'character-maps.br'));
  return {
    script: pathToFileURL(join(folder, 'read-text.mjs')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
