import { entraApp } from '../../generate/entra-app.js';
import { importSources } from '../../import-sources.js';
import { compare } from '../compare.js';
import { readText } from './read.js';

/** The generated app registration, which is the same for all seeded faults. @type {Promise<unknown> | undefined} */
let generated;

/** Compares infra/entra-app.json with what the tools need. @param {string} root */
export async function entraAppProblems(root) {
  generated ??= generate();
  return compare(JSON.parse(await readText(root, 'infra/entra-app.json')), await generated, 'entra-app.json');
}

async function generate() {
  const { catalogue, covers, linkedToolRecords } = await importSources(
    `export { catalogue } from './src/tools/catalogue.gen.ts';
     export { linkedToolRecords } from './src/tools/tool-records.gen.ts';
     export { covers } from './src/graph/permissions.ts';`,
  );
  return JSON.parse(JSON.stringify(entraApp(catalogue, covers, linkedToolRecords)));
}
