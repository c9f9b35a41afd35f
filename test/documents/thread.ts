import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { threadId } from 'node:worker_threads';

import { build } from 'esbuild';
import { inject } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

let script: Promise<URL> | undefined;

/** Returns the worker script that reads documents, built as for deployment. Each test worker builds the script once. */
export function builtThread(): Promise<URL> {
  script ??= buildInto(join(inject('temporaryFolder'), `thread-${threadId}`));
  return script;
}

async function buildInto(folder: string): Promise<URL> {
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
  return pathToFileURL(join(folder, 'read-text.mjs'));
}
