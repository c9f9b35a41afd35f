import { format } from 'oxfmt';

import { importSources } from '../import-sources.js';

const FILE = 'docs/tenant-file.schema.json';

/** The JSON Schema of a tenant file, from the schema that reads it. */
export async function tenantFileSchemaFile() {
  const { tenantFileSchema } = await importSources(
    `export { tenantFileSchema } from './src/standins/tenant/file/schema/tenant-file.ts';`,
  );
  const json = JSON.stringify(tenantFileSchema(), undefined, 2);
  const { code } = await format(FILE, json, { printWidth: 110 });
  return new Map([[FILE, code]]);
}
