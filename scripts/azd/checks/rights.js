import { RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';

/** The actions that a deployment needs, and the roles that allow them. */
const needed = [
  { action: 'Microsoft.Resources/deployments/write', role: 'Contributor' },
  {
    action: 'Microsoft.Authorization/roleAssignments/write',
    role: 'Role Based Access Control Administrator',
  },
];

/**
 * Finds the subscription's tenant. Throws before anything is created if the user lacks a right, and names the role to
 * ask for.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkRights({ env, arm, set }) {
  const subscription = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}`;
  const { tenantId } = await arm
    .request('GET', `${subscription}?api-version=2022-12-01`)
    .catch(explainForbidden);
  await set('AZURE_TENANT_ID', String(tenantId));
  const path = `${subscription}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { value } = await arm.request('GET', path).catch(explainForbidden);
  const lacking = needed.filter(({ action }) => !value.some((/** @type {any} */ one) => allows(one, action)));
  if (lacking.length === 0) return;
  const roles = lacking.map(({ role }) => role).join(' and ');
  throw new Stop(
    `You lack the right ${lacking.map(({ action }) => action).join(', ')} in this subscription. Ask for the role ${roles} on it (Owner includes both).`,
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

/** @param {unknown} error @returns {never} */
function explainForbidden(error) {
  if (error instanceof RestError && [403, 404].includes(error.status)) {
    throw new Stop(
      `You cannot read the subscription (${error.code}). Sign in to its tenant with azd auth login --tenant-id <tenant>, or ask for the role Contributor on it.`,
    );
  }
  throw error;
}
