import { budgetName } from '../base/names.js';

/**
 * Sets the budget's first month. Sets it only once, because Azure does not allow later changes.
 * @param {import('../hook.js').HookContext} context
 */
export async function decideBudgetStart({ env, set, now }) {
  if (!(Number(env.BUDGET_AMOUNT) > 0) || env.BUDGET_START) return;
  await set('BUDGET_START', `${new Date(now()).toISOString().slice(0, 7)}-01`);
}

/**
 * Deletes the budget if BUDGET_AMOUNT was set back to 0, because a deployment only adds resources.
 * @param {import('../hook.js').HookContext} context
 */
export async function removeBudget({ env, arm, print, set }) {
  if (Number(env.BUDGET_AMOUNT) > 0 || !env.BUDGET_START) return;
  const group = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/resourceGroups/${env.AZURE_RESOURCE_GROUP}`;
  const name = budgetName(env.PORTICO_SUFFIX ?? '');
  const path = `${group}/providers/Microsoft.Consumption/budgets/${name}?api-version=2024-08-01`;
  if ((await arm.find(path)) !== undefined) {
    await arm.request('DELETE', path);
    print(`The budget ${name} was deleted, because BUDGET_AMOUNT is 0.`);
  }
  await set('BUDGET_START', '');
}
