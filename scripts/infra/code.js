import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { importSources } from '../import-sources.js';
import { readYaml } from './repository/read.js';
import { tenantId } from './stacks.js';

/**
 * Facts that the templates must agree with. They are read from the code, so that no check repeats them.
 * @typedef {Awaited<ReturnType<typeof readCode>>} Code
 */

/** The sources, which are the same for all seeded faults. @type {Promise<any> | undefined} */
let sources;

/** @type {number | undefined} */
let deadline;

/** @param {string} root the repository */
export async function readCode(root) {
  sources ??= importSources(
    `export { routes, MESSAGE_LIMIT_BYTES } from './src/routes.ts';
     export { schema } from './src/config/settings.ts';
     export { clouds } from './src/config/clouds.ts';
     export { tables } from './src/state/store.ts';`,
  );
  const { routes, schema, clouds, tables, MESSAGE_LIMIT_BYTES } = await sources;
  const read = (/** @type {string} */ file) => readFile(join(root, file), 'utf8');
  const azure = await readYaml(root, 'azure.yaml');
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  return {
    tenantId,
    clouds: JSON.parse(await read('infra/clouds.json')),
    codeClouds: clouds,
    tables: /** @type {string[]} */ (tables),
    service: Object.keys(azure.value?.services ?? {})[0],
    // The LTS version that Flex Consumption offers until April 2027. The workflow check.yml tests this version too.
    nodeVersion: '22',
    // Any port above 1023 works, because the ingress is configured with the same port.
    containerPort: 8080,
    version,
    messageLimitBytes: MESSAGE_LIMIT_BYTES,
    paths: Object.fromEntries(Object.entries(routes).map(([name, route]) => [name, route.path])),
    settingNames: Object.keys(schema.shape),
    schema,
    // The maximum duration of a call.
    deadlineSeconds: (deadline ??= longest(schema.shape.REQUEST_DEADLINE_SECONDS)),
    defaultPort: schema.shape.PORT.parse(undefined),
    // Azure's front end ends a request after 230 seconds, so Front Door must not end it earlier. The maximum for Front
    // Door is 240 seconds.
    frontDoorTimeoutSeconds: 240,
    alerts: await queriesIn(join(root, 'infra/monitoring/alerts')),
    charts: await queriesIn(join(root, 'infra/monitoring/workbook')),
  };
}

/** The largest whole number that a setting accepts. @param {{ safeParse: (value: unknown) => { success: boolean } }} setting */
function longest(setting) {
  let most = 0;
  for (let value = 1; value <= 1_000; value += 1) if (setting.safeParse(value).success) most = value;
  return most;
}

/** @param {string} folder @returns {Promise<Record<string, string>>} */
async function queriesIn(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.kql')).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return Object.fromEntries(files.map((file, index) => [file.replace('.kql', ''), texts[index] ?? '']));
}
