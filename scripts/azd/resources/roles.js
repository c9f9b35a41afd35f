import { storageName } from '../base/names.js';
import { insteadOf } from '../base/rest.js';
import { groupPath } from './resource-group.js';

/** A new role assignment can take minutes to propagate; until then, a deployment fails with 403. */
const SPREAD_MS = 5 * 60_000;

/**
 * Waits until the newest role assignment on the storage account is old enough.
 * @param {import('../hook.js').HookContext} context
 */
export async function waitForRoles({ env, arm, print, sleep, now }) {
  const group = groupPath(env, env.AZURE_RESOURCE_GROUP);
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/${storageName(env.PORTICO_SUFFIX ?? '')}`;
  const path = `${account}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01`;
  // Users who may only deploy code cannot read role assignments. For these users, the assignments are assumed to be
  // old.
  const answer = await arm.request('GET', path).catch(insteadOf([403, 404], { value: [] }));
  const made = answer.value.map((/** @type {any} */ { properties }) => Date.parse(properties.createdOn) || 0);
  const rest = Math.max(0, ...made) + SPREAD_MS - now();
  if (rest <= 0) return;
  print(
    `Waiting ${Math.ceil(rest / 60_000)} minute(s) until the new roles take effect. A release before that would fail.`,
  );
  await sleep(rest);
}
