import { vaultName } from '../base/names.js';
import { groupExists, groupName } from './resource-group.js';
import { Stop } from '../base/stop.js';

/**
 * Characters that are not easily confused. Their number, 32, divides 256, so a random byte gives every character the
 * same chance.
 */
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/**
 * Chooses the random suffix for all resource names, and keeps it in later runs. If the vault with that suffix was
 * deleted, a new suffix is chosen, because the vault's name stays reserved for 90 days. With RECOVER=true, the vault is
 * recovered instead.
 * @param {import('../hook.js').HookContext} context
 */
export async function chooseSuffix(context) {
  const { env, set } = context;
  const recover = env.RECOVER === 'true';
  const known = env.PORTICO_SUFFIX || (recover && env.PORTICO_PREVIOUS_SUFFIX) || '';
  if (recover && known === '') {
    throw new Stop(
      'RECOVER is true, but this environment has never had a vault. Run: azd env set RECOVER false',
    );
  }
  const deleted = known !== '' && (await isDeleted(context, known));
  const isNew = known === '' || (deleted && !recover);
  if (isNew && deleted) await abandonSuffix(context, known);
  await set('PORTICO_SUFFIX', isNew ? randomLetters(context) : known);
  await set('VAULT_CREATE_MODE', deleted && recover ? 'recover' : 'default');
}

/**
 * Throws if the rest of the old stack still exists, because a new suffix would create a second stack.
 * @param {import('../hook.js').HookContext} context @param {string} suffix
 */
async function abandonSuffix(context, suffix) {
  if (await groupExists(context, groupName(context.env))) {
    throw new Stop(
      `The vault ${vaultName(suffix)} was deleted, but the rest of the stack still exists. To recover the vault: azd env set RECOVER true. To start over: azd down, then azd up.`,
    );
  }
  context.print(
    `The vault ${vaultName(suffix)} was deleted and its name is reserved, so the stack gets new names.`,
  );
}

/** @param {Pick<import('../hook.js').HookContext, 'random'>} context */
function randomLetters({ random }) {
  return [...random(LENGTH)].map((byte) => letters[byte % letters.length]).join('');
}

/** @param {import('../hook.js').HookContext} context @param {string} suffix */
async function isDeleted({ env, arm }, suffix) {
  const place = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/providers/Microsoft.KeyVault/locations/${env.AZURE_LOCATION}`;
  const vault = await arm.find(`${place}/deletedVaults/${vaultName(suffix)}?api-version=2024-11-01`);
  return vault !== undefined;
}
