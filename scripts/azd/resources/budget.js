import { budgetName } from '../base/names.js';
import { groupName, groupPath } from './resource-group.js';

/**
 * Sets the budget's first month: that of the existing budget, which Azure does not allow to change, or the current
 * month, because Azure refuses a new budget that begins earlier. The month in the environment may be that of a budget
 * that was deleted, or of a run that ended before it created the budget.
 * @param {import('../hook.js').HookContext} context
 */
export async function decideBudgetStart({ env, arm, set, now }) {
  if (!(Number(env.BUDGET_AMOUNT) > 0)) return;
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
