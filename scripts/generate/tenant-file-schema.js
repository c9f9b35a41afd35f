import { format } from 'oxfmt';

import { importSources } from '../import-sources.js';

const FILE = 'docs/tenant-file.schema.json';

/** Writes the JSON Schema for tenant files, generated from the schema that Portico uses to read them. */
export async function tenantFileSchemaFile() {
  const { tenantFileSchema } = await importSources(
    `export { tenantFileSchema } from './src/standins/tenant/file/schema/tenant-file.ts';`,
  );
  const json = JSON.stringify(tenantFileSchema(), undefined, 2);
  const { code } = await format(FILE, json, { printWidth: 110 });
  return new Map([[FILE, code]]);
}
