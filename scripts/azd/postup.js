// Runs at the end of azd up (azure.yaml): repeats the MCP URL and the remaining tasks after all of azd's other output.
import { run } from './hook.js';
import { isMain } from './main.js';
import { findSignInTasks, printSummary } from './report/summary.js';

/** @param {import('./hook.js').HookContext} context */
export async function postup(context) {
  // azd may have started this hook with values from before the deployment.
  await context.refresh();
  printSummary(context, await findSignInTasks(context));
}

if (isMain(import.meta.url)) await run(postup);
