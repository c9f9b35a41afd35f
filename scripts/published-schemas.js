// `node scripts/published-schemas.js <folder>`: downloads the schema that each JSON document in a release refers to,
// and validates the document. The release workflow runs this script. The script requires internet access.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { schemaProblems } from './release/published-schemas.js';

const [folder = 'tmp/release'] = process.argv.slice(2);
const named = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))])
  .filter(([, document]) => document.$schema !== undefined);
const problems = await schemaProblems(Object.fromEntries(named), fetch);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else
  process.stdout.write(`Valid against their published schemas: ${named.map(([file]) => file).join(', ')}\n`);
