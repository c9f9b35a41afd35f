import { build } from 'esbuild';
import { format } from 'oxfmt';

import { root } from '../import-sources.js';

const FILE = 'scripts/azd/checks/list-problems.gen.js';

/**
 * Writes the app's check of list settings as JavaScript for the azd hooks. The hooks must run on Node 20 without
 * packages, and Node 20 cannot import TypeScript.
 */
export async function listProblemsFile() {
  const { outputFiles } = await build({
    entryPoints: ['src/config/list-problems.ts'],
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    write: false,
    banner: { js: '// Written by `npm run generate` from src/config/list-problems.ts. Do not edit.' },
  });
  const { code } = await format(FILE, outputFiles[0].text, { printWidth: 110, singleQuote: true });
  return new Map([[FILE, code]]);
}
