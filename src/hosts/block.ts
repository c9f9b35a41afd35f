import { readConfig } from '../config/config.ts';
import { addressProblems } from '../config/problems.ts';
import { HttpError, UnavailableError } from '../errors.ts';
import { createAdministratorIdentity } from '../secrets/identity/administrator.ts';
import { openIdentity } from '../secrets/identity/identity.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { openVault } from '../secrets/open-vault.ts';
import { createSealer } from '../secrets/sealer.ts';
import { createBlockStore } from '../state/block-store.ts';
import { createBlockBook } from '../state/blocks.ts';
import { createTableStore } from '../state/tables.ts';
import { runBlockCommand } from './block/run-block-command.ts';
import { readCommand, usage } from './block/block-command.ts';
import { knownNames } from './known-names.ts';
import { exitOnFailure, giveUp, output } from './process.ts';

exitOnFailure();
const tools = knownNames.tools.map(({ name }) => name);
const command = readCommand(process.argv.slice(2), { now: Date.now(), tools });
if ('problem' in command) {
  process.stderr.write(`portico: ${command.problem}\n\n${usage}`);
  process.exit(1);
}
if (command.do === 'help') {
  output.write(usage);
  process.exit(0);
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

const sealer = openSealer();
const tables = createTableStore({ url, loopback, identity: identity() });
const store = sealer === undefined ? tables : createBlockStore(tables, sealer, { warn: () => {} });
try {
  const book = createBlockBook(store, Date.now);
  const { done, text } = await runBlockCommand(command, book, { signsEnds: sealer !== undefined });
  output.write(text);
  if (!done) process.exitCode = 1;
} catch (error) {
  if (error instanceof HttpError) giveUp([error.message]);
  if (!(error instanceof UnavailableError)) throw error;
  if (error.dependency === 'the managed identity') giveUp([error.message]);
  const cause = error.cause instanceof Error ? error.cause.message : 'unknown reason';
  giveUp(
    error.dependency === 'Key Vault'
      ? [
          `The key vault cannot be used (${cause}).`,
          'Sign in with az login as a user with the role Key Vault Secrets User.',
        ]
      : [
          `Table Storage cannot be used (${cause}).`,
          'Sign in with az login as a user with the role Storage Table Data Contributor.',
        ],
  );
}

/** Opens the sealer that signs the end times of blocks with the seal root; undefined if no setting names the root. */
function openSealer() {
  const { KEY_VAULT_URL: keyVaultUrl = '', SEAL_ROOT_FILE: sealRootFile = '' } = process.env;
  if (keyVaultUrl === '' && sealRootFile === '') return undefined;
  const vaultProblems = keyVaultUrl === '' ? [] : addressProblems('KEY_VAULT_URL', keyVaultUrl, loopback);
  if (vaultProblems.length > 0) giveUp(vaultProblems);
  const vault = openVault({
    config: {
      keyVaultUrl: keyVaultUrl === '' ? undefined : keyVaultUrl,
      sealRootFile: sealRootFile === '' ? undefined : sealRootFile,
      loopbackUpstreams: loopback,
      entra: { clientSecretFile: undefined },
    },
    identity: identity(),
  });
  return createSealer({
    ring: createKeyRing({ vault, name: 'seal-root', now: Date.now }),
    issuer: url,
    now: Date.now,
  });
}

/** Returns Portico's own identity if the command runs on Portico's platform, otherwise the administrator's identity. */
function identity() {
  const onPlatform =
    process.env['IDENTITY_ENDPOINT'] !== undefined || process.env['AZURE_FEDERATED_TOKEN_FILE'] !== undefined;
  const settings = readConfig(process.env);
  return onPlatform && settings.ok ? openIdentity(settings.config) : createAdministratorIdentity();
}
