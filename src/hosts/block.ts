import { addressProblems, readConfig } from '../config/config.ts';
import { UnavailableError } from '../errors.ts';
import { createAdministratorIdentity } from '../secrets/administrator.ts';
import { openIdentity } from '../secrets/identity.ts';
import { createBlockBook } from '../state/blocks.ts';
import { createTableStore } from '../state/tables.ts';
import { runBlockCommand } from './block/run-block-command.ts';
import { readCommand, usage } from './block/block-command.ts';
import { exitOnFailure, giveUp, writeOut } from './process.ts';

exitOnFailure();
const command = readCommand(process.argv.slice(2), Date.now());
if ('problem' in command) {
  process.stderr.write(`portico: ${command.problem}\n\n${usage}`);
  process.exit(1);
}

const { STATE_TABLES_URL: url = '', ALLOW_LOOPBACK_UPSTREAMS: loopbackSwitch } = process.env;
const loopback = loopbackSwitch === 'true' || loopbackSwitch === 'on';
if (url === '') {
  giveUp([
    'STATE_TABLES_URL is missing: set it to the Table Storage endpoint that Portico uses. The command line cannot set blocks on a server that runs without STATE_TABLES_URL.',
  ]);
}
const problems = addressProblems('STATE_TABLES_URL', url, loopback);
if (problems.length > 0) giveUp(problems);

const store = createTableStore({ url, loopback, identity: identity() });
try {
  const { done, text } = await runBlockCommand(command, createBlockBook(store, Date.now));
  writeOut(text);
  if (!done) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof UnavailableError)) throw error;
  const cause = error.cause instanceof Error ? error.cause.message : 'unknown reason';
  giveUp([
    `Table Storage cannot be used (${cause}).`,
    'Sign in with az login as a user with the role Storage Table Data Contributor.',
  ]);
}

/** Uses Portico's own identity if this runs on its platform, otherwise the administrator's. */
function identity() {
  const onPlatform =
    process.env['IDENTITY_ENDPOINT'] !== undefined || process.env['AZURE_FEDERATED_TOKEN_FILE'] !== undefined;
  const settings = readConfig(process.env);
  return onPlatform && settings.ok ? openIdentity(settings.config) : createAdministratorIdentity();
}
