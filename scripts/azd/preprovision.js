// Runs before the templates are deployed (azure.yaml): checks settings and rights, chooses names, prepares the app
// registration.
import { prepareApplication } from './application.js';
import { decideBudgetStart } from './budget.js';
import { checkChoices } from './choices.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { registerProviders } from './providers.js';
import { checkRegion } from './region.js';
import { checkEnvironmentName } from './resource-group.js';
import { checkRights } from './rights.js';
import { chooseSuffix } from './suffix.js';

/** @param {import('./hook.js').HookContext} context */
export async function preprovision(context) {
  await checkChoices(context);
  await checkRights(context);
  await checkEnvironmentName(context);
  await registerProviders(context);
  await checkRegion(context);
  await decideBudgetStart(context);
  await chooseSuffix(context);
  await prepareApplication(context);
}

if (isMain(import.meta.url)) await run(preprovision);
