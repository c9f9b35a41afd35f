/**
 * Sets the month in which the budget begins, once: Azure does not allow a change afterwards.
 * @param {import('./hook.js').HookContext} context
 */
export async function decideBudgetStart({ env, set, now }) {
  if (!(Number(env.BUDGET_AMOUNT) > 0) || env.BUDGET_START) return;
  await set('BUDGET_START', `${new Date(now()).toISOString().slice(0, 7)}-01`);
}
