/**
 * Decides in which month the budget begins: once, because Azure lets nobody change it afterwards.
 * @param {import('./hook.js').HookContext} context
 */
export async function decideBudgetStart({ env, set, now }) {
  if (!(Number(env.BUDGET_AMOUNT) > 0) || env.BUDGET_START) return;
  await set('BUDGET_START', `${new Date(now()).toISOString().slice(0, 7)}-01`);
}
