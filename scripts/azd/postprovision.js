// Runs after the templates are deployed (azure.yaml): does everything that depends on their outputs.
import { removeBudget } from './resources/budget.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { waitUntilReady } from './report/readiness.js';
import { ensureSealRoot } from './resources/seal-root.js';
import { linkZones } from './resources/zone-links.js';
import { completeSignIn } from './entra/sign-in.js';
import { Stop } from './base/stop.js';
import { printSummary } from './report/summary.js';

/** Outputs of the templates that the hooks need. */
const outputs = [
  'PORTICO_URL',
  'MCP_URL',
  'AZURE_RESOURCE_GROUP',
  'AZURE_KEY_VAULT_NAME',
  'IDENTITY_PRINCIPAL_ID',
  'TOKEN_EXCHANGE_AUDIENCE',
];

/** @param {import('./hook.js').HookContext} context */
export async function postprovision(context) {
  const { env } = context;
  const missing = outputs.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Stop(`The deployment did not set ${missing.join(', ')}. Run azd provision first.`);
  await ensureSealRoot(context);
  await removeBudget(context);
  const links = await linkZones(context);
  const tasks = await completeSignIn(context);
  printSummary(context, [...links, ...tasks, ...deployment(env)]);
  // azd has no code to deploy to Container Apps, so no other hook follows.
  if (env.HOSTING === 'containerApps' && env.INBOUND !== 'private') {
    await waitUntilReady(context);
    context.print('Portico is ready.');
  }
}

/**
 * Returns the tasks for deploying the code, each as a list of lines.
 * @param {Record<string, string | undefined>} env
 */
function deployment(env) {
  if (env.HOSTING === 'containerApps') return [];
  if (env.INBOUND === 'private')
    return [
      [`Connect this computer to the virtual network vnet-${env.PORTICO_SUFFIX}, with its private DNS.`],
      ['Then deploy the code: azd deploy'],
    ];
  return [['Deploy the code: azd deploy. If you ran azd up, this happens now.']];
}

if (isMain(import.meta.url)) await run(postprovision);
