// Before the templates are deployed: names, rights, and the app registration. azd runs this; see azure.yaml.
import { prepareApplication } from './application.js';
import { decideBudgetStart } from './budget.js';
import { checkChoices } from './choices.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { registerProviders } from './providers.js';
import { checkRights } from './rights.js';
import { chooseSuffix } from './suffix.js';

/** @param {import('./hook.js').Needs} needs */
export async function preprovision(needs) {
  await checkChoices(needs);
  await checkRights(needs);
  await registerProviders(needs);
  await decideBudgetStart(needs);
  await chooseSuffix(needs);
  await prepareApplication(needs);
}

if (isMain(import.meta.url)) await run(preprovision);
