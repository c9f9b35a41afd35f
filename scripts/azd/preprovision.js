// Runs before the templates are deployed (azure.yaml): checks settings and rights, chooses names, prepares the app
// registration.
import { prepareApplication } from './entra/application.js';
import { decideBudgetStart } from './resources/budget.js';
import { checkAppSettings } from './checks/app-settings.js';
import { checkChoices } from './checks/choices.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { registerProviders } from './checks/providers.js';
import { checkRegion } from './checks/region.js';
import { keepDomains } from './resources/container-domains.js';
import { allowPull } from './resources/registry-access.js';
import { checkResourceGroup } from './resources/resource-group.js';
import { checkRights } from './checks/rights.js';
import { checkToolNames } from './checks/tool-names.js';
import { chooseSuffix } from './resources/suffix.js';
import { linkZones } from './resources/zone-links.js';

/** @param {import('./hook.js').HookContext} context */
export async function preprovision(context) {
  await checkChoices(context);
  checkAppSettings(context);
  await checkToolNames(context);
  await checkRights(context);
  await checkResourceGroup(context);
  await registerProviders(context);
  await checkRegion(context);
  await decideBudgetStart(context);
  await chooseSuffix(context);
  await allowPull(context);
  await keepDomains(context);
  // The postprovision hook also links the zones, but azd does not run that hook if the deployment fails.
  await linkZones(context);
  await prepareApplication(context);
}

if (isMain(import.meta.url)) await run(preprovision);
