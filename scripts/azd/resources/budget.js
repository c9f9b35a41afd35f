import { budgetName } from '../base/names.js';
import { groupName, groupPath } from './resource-group.js';

/**
 * Sets the budget's first month. Sets it only once, because Azure does not allow later changes. A pipeline, or a new
 * folder for an existing deployment, may not know the month, so it is read from an existing budget.
 * @param {import('../hook.js').HookContext} context
 */
export async function decideBudgetStart({ env, arm, set, now }) {
  if (!(Number(env.BUDGET_AMOUNT) > 0) || env.BUDGET_START) return;
  const budget = env.PORTICO_SUFFIX ? await arm.find(budgetPath(env, groupName(env))) : undefined;
  const known = budget?.properties?.timePeriod?.startDate?.slice(0, 10);
  await set('BUDGET_START', known ?? `${new Date(now()).toISOString().slice(0, 7)}-01`);
}

/**
 * Deletes the budget if BUDGET_AMOUNT was set back to 0, because a deployment only adds resources.
 * @param {import('../hook.js').HookContext} context
 */
export async function removeBudget({ env, arm, print, set }) {
  if (Number(env.BUDGET_AMOUNT) > 0 || !env.BUDGET_START) return;
  const path = budgetPath(env, env.AZURE_RESOURCE_GROUP ?? '');
  if ((await arm.find(path)) !== undefined) {
    await arm.request('DELETE', path);
    print(`The budget ${budgetName(env.PORTICO_SUFFIX ?? '')} was deleted, because BUDGET_AMOUNT is 0.`);
  }
  await set('BUDGET_START', '');
}

/** @param {Record<string, string | undefined>} env @param {string} group */
function budgetPath(env, group) {
  const budgets = `${groupPath(env, group)}/providers/Microsoft.Consumption/budgets`;
  return `${budgets}/${budgetName(env.PORTICO_SUFFIX ?? '')}?api-version=2024-08-01`;
}
