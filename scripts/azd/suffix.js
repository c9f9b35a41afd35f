import { Stop } from './stop.js';

/** No letters that look alike. 32 of them, so that each byte chooses evenly. */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** The name of the vault with this suffix, as the templates have it. @param {string} suffix */
export function vaultName(suffix) {
  return `kv-${suffix}`;
}

/**
 * Chooses the letters that all names end in: once, or anew where the vault of the old ones was deleted, whose name
 * is then taken for 90 days. With RECOVER=true that vault comes back instead.
 * @param {import('./hook.js').HookContext} context
 */
export async function chooseSuffix(context) {
  const { env, set } = context;
  const recover = env.RECOVER === 'true';
  const known = env.PORTICO_SUFFIX || (recover && env.PORTICO_PREVIOUS_SUFFIX) || '';
  if (recover && known === '') {
    throw new Stop('RECOVER=true, but this environment has never had a vault: azd env set RECOVER false');
  }
  const deleted = known !== '' && (await isDeleted(context, known));
  const isNew = known === '' || (deleted && !recover);
  if (isNew && deleted) await abandonSuffix(context, known);
  await set('PORTICO_SUFFIX', isNew ? randomLetters(context) : known);
  await set('VAULT_CREATE_MODE', deleted && recover ? 'recover' : 'default');
}

/** New names beside what is left of the old stack would make two of everything. @param {import('./hook.js').HookContext} context @param {string} suffix */
async function abandonSuffix(context, suffix) {
  if (await groupExists(context)) {
    throw new Stop(
      `The vault ${vaultName(suffix)} was deleted, but the rest of the stack is there. To bring it back: azd env set RECOVER true. To begin anew: azd down, then azd up.`,
    );
  }
  context.print(`The vault ${vaultName(suffix)} is deleted and keeps its name: the stack takes new names.`);
}

/** @param {Pick<import('./hook.js').HookContext, 'random'>} context */
function randomLetters({ random }) {
  return [...random(LENGTH)].map((byte) => letters[byte % letters.length]).join('');
}

/** @param {import('./hook.js').HookContext} context @param {string} suffix */
async function isDeleted({ env, arm }, suffix) {
  const place = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/providers/Microsoft.KeyVault/locations/${env.AZURE_LOCATION}`;
  const vault = await arm.find(`${place}/deletedVaults/${vaultName(suffix)}?api-version=2024-11-01`);
  return vault !== undefined;
}

/** @param {import('./hook.js').HookContext} context */
async function groupExists({ env, arm }) {
  const path = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/resourcegroups/rg-${env.AZURE_ENV_NAME}`;
  return (await arm.find(`${path}?api-version=2021-04-01`)) !== undefined;
}
