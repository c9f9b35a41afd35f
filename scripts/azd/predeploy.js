// Runs before the code is deployed (azure.yaml): waits for the prerequisites of a release, because azd attempts the
// release only once.
import { run } from './hook.js';
import { isMain } from './main.js';
import { releaseSite } from './base/names.js';
import { waitForRoles } from './resources/roles.js';
import { Stop } from './base/stop.js';

const DEADLINE_MS = 20_000;

/** @param {import('./hook.js').HookContext} context */
export async function predeploy(context) {
  const { env } = context;
  if (env.HOSTING === 'containerApps')
    throw new Stop(
      'With HOSTING=containerApps there is nothing to deploy: azd provision starts the image. Run azd provision instead of azd up and azd deploy.',
    );
  if (!env.AZURE_RESOURCE_GROUP || !env.PORTICO_SUFFIX)
    throw new Stop('There is no function app yet. Run azd provision first.');
  if (env.INBOUND === 'private') await checkReachable(context);
  await waitForRoles(context);
}

/**
 * Throws if this computer is outside the private network. From outside, the site responds with 403 or not at all.
 * @param {import('./hook.js').HookContext} context
 */
async function checkReachable({ env, cloud, fetch }) {
  const url = releaseSite(env.PORTICO_SUFFIX ?? '', cloud);
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const answer = await fetch(url, { redirect: 'manual', signal }).catch(() => undefined);
  if (answer !== undefined && answer.status !== 403) return;
  throw new Stop(
    `INBOUND is private, and this computer cannot reach ${url} from inside the network. Connect it to the virtual network vnet-${env.PORTICO_SUFFIX} (peering or VPN, with its private DNS), then run: azd deploy`,
  );
}

if (isMain(import.meta.url)) await run(predeploy);
