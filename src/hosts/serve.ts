import { accessSync, constants } from 'node:fs';

import { createPortico } from '../app/portico.ts';
import { readConfig, type Config } from '../config/config.ts';
import { createLog } from '../telemetry/log.ts';
import { knownNames } from './known-names.ts';
import { exitOnFailure, giveUp, output } from './process.ts';
import { runNode } from './run.ts';
import { threadScript } from './thread-script.ts';
import { disableStatsbeat } from './statsbeat.ts';

exitOnFailure();
disableStatsbeat(process.env);
const settings = readConfig(process.env, knownNames);
if (!settings.ok) giveUp(settings.problems);
const { config } = settings;
const missing = missingFiles(config);
if (missing.length > 0) giveUp(missing);

const { write, written } = output;
const portico = createPortico(config, { write, written, textThread: threadScript() });
await runNode({ portico, config, hosts: [config.host ?? '0.0.0.0'], write });
const log = createLog({ write, level: config.logLevel, now: Date.now });
log.info('serving', { mcp: `${config.publicUrl}/mcp`, port: config.port });
if (config.stateTablesUrl === undefined)
  log.warn('state in memory', {
    effect: 'A restart signs everybody out, and only one instance can run.',
    fix: 'Set STATE_TABLES_URL.',
  });
const { problems } = await portico.ready();
for (const problem of problems) log.warn('not ready', { problem });

/** Returns one sentence for each unreadable file that the settings name. */
function missingFiles({ sealRootFile, entra, federatedTokenFile }: Config): string[] {
  const files = {
    SEAL_ROOT_FILE: sealRootFile,
    ENTRA_CLIENT_SECRET_FILE: entra.clientSecretFile,
    AZURE_FEDERATED_TOKEN_FILE: federatedTokenFile,
  };
  return Object.entries(files).flatMap(([name, path]) =>
    path === undefined || isReadable(path)
      ? []
      : [`${name} refers to ${path}, which cannot be read: mount the file, or correct the path.`],
  );
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
