import { stopOn } from '../base/rest.js';
import { Stop } from '../base/stop.js';

/** The statuses for something that the user may not read or that does not exist. */
const unreadable = [403, 404];

/** The actions that a deployment needs in the subscription, and the roles that allow them. */
const needed = [
  { action: 'Microsoft.Resources/deployments/write', role: 'Contributor' },
  {
    action: 'Microsoft.Authorization/roleAssignments/write',
    role: 'Role Based Access Control Administrator',
  },
];

/**
 * The right to register private endpoints in your own private DNS zones. The right to link the zones is not required,
 * because somebody else can create the links.
 */
const neededForZones = [
  { action: 'Microsoft.Network/privateDnsZones/join/action', role: 'Private DNS Zone Contributor' },
];

/**
 * Finds the subscription's tenant. Throws before anything is created if the user lacks a right, and names the role to
 * ask for.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkRights(context) {
  const { env, arm, set } = context;
  const subscription = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}`;
  const { tenantId } = await arm
    .request('GET', `${subscription}?api-version=2022-12-01`)
    .catch(
      stopOn(
        unreadable,
        (code) =>
          `You cannot read the subscription (${code}). Sign in to its tenant with azd auth login --tenant-id <tenant>, or ask for the role Contributor on it.`,
      ),
    );
  await set('AZURE_TENANT_ID', String(tenantId));
  await checkScope(context, { id: subscription, where: 'in this subscription' }, needed);
  if (env.NETWORK === 'private' && env.PRIVATE_DNS_GROUP_ID)
    await checkScope(
      context,
      { id: env.PRIVATE_DNS_GROUP_ID, where: `in ${env.PRIVATE_DNS_GROUP_ID}` },
      neededForZones,
    );
}

/**
 * @param {import('../hook.js').HookContext} context @param {{ id: string, where: string }} scope
 * @param {readonly { action: string, role: string }[]} wanted
 */
async function checkScope({ arm }, { id, where }, wanted) {
  const path = `${id}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { value } = await arm
    .request('GET', path)
    .catch(
      stopOn(
        unreadable,
        (code) =>
          `Your rights ${where} cannot be read (${code}). Check that it exists and that you can read it.`,
      ),
    );
  const lacking = wanted.filter(({ action }) => !value.some((/** @type {any} */ one) => allows(one, action)));
  if (lacking.length === 0) return;
  const roles = lacking.map(({ role }) => role).join(' and ');
  throw new Stop(
    `You lack the right ${lacking.map(({ action }) => action).join(', ')} ${where}. Ask for the role ${roles} on it${lacking.length > 1 ? ' (Owner includes both)' : ''}.`,
  );
}

/** @param {{ actions?: string[], notActions?: string[] }} permission @param {string} action */
function allows({ actions = [], notActions = [] }, action) {
  return actions.some((one) => covers(one, action)) && !notActions.some((one) => covers(one, action));
}

/** @param {string} pattern @param {string} action */
function covers(pattern, action) {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'i').test(action);
}
