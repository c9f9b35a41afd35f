import { stopOn } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { pollUntil } from '../base/waiting.js';
import { groupPath } from './resource-group.js';

const SECRET = 'seal-root';
const ROOT_BYTES = 32;
const pace = { everyMs: 5_000, limitMs: 10 * 60_000 };

/** Azure neither logs nor stores a parameter of type securestring. */
const template = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: { vaultName: { type: 'string' }, root: { type: 'securestring' } },
  resources: [
    {
      type: 'Microsoft.KeyVault/vaults/secrets',
      apiVersion: '2024-11-01',
      name: `[concat(parameters('vaultName'), '/${SECRET}')]`,
      properties: { value: "[parameters('root')]", contentType: '32 random bytes as base64' },
    },
  ],
};

/**
 * Writes the root secret for sealing tokens to the vault if there is none. With ROTATE_SEAL_ROOT=true, writes a new
 * version. Uses a deployment, so that no permission to read secrets is needed.
 * @param {import('../hook.js').HookContext} context
 */
export async function ensureSealRoot(context) {
  const { env, arm, print, set, random } = context;
  const group = `${groupPath(env, env.AZURE_RESOURCE_GROUP)}/providers`;
  const secret = `${group}/Microsoft.KeyVault/vaults/${env.AZURE_KEY_VAULT_NAME}/secrets/${SECRET}?api-version=2024-11-01`;
  const deployment = `${group}/Microsoft.Resources/deployments/portico-${SECRET}?api-version=2024-03-01`;
  await waitForDeployment(context, deployment);
  const exists = (await arm.find(secret)) !== undefined;
  if (exists && env.ROTATE_SEAL_ROOT !== 'true') return;
  const parameters = {
    vaultName: { value: env.AZURE_KEY_VAULT_NAME },
    root: { value: random(ROOT_BYTES).toString('base64') },
  };
  await arm
    .request('PUT', deployment, { body: { properties: { mode: 'Incremental', template, parameters } } })
    .catch(
      stopOn(
        [403],
        (code) =>
          `You are not allowed to create deployments in the resource group (${code}). Ask for the role Contributor on it, then run azd provision again.`,
      ),
    );
  const end = await waitForDeployment(context, deployment);
  if (end?.provisioningState !== 'Succeeded') throw toStop(end?.error);
  print(
    exists
      ? 'A new seal root was added to the vault. It takes effect in ten minutes.'
      : 'A seal root was added to the vault.',
  );
  await set('ROTATE_SEAL_ROOT', '');
}

/**
 * Waits until the deployment ends, even if an earlier run started it and was interrupted. Returns undefined if there is
 * no deployment.
 * @param {import('../hook.js').HookContext} context @param {string} path
 */
async function waitForDeployment({ arm, sleep, now }, path) {
  /** @type {any} */
  let properties;
  const ended = await pollUntil({ sleep, now }, pace, async () => {
    properties = (await arm.find(path))?.properties;
    const running = properties && !['Succeeded', 'Failed', 'Canceled'].includes(properties.provisioningState);
    return running ? undefined : true;
  });
  if (!ended)
    throw new Stop('Azure is still writing the seal root. Run azd provision again in a few minutes.');
  return properties;
}

/** Uses the innermost error, which is the most specific one. @param {any} error */
function toStop(error) {
  const inner = error?.details?.[0] ?? error;
  if (/firewall|Forbidden/i.test(`${inner?.code} ${inner?.message}`)) {
    return new Stop(
      'The firewall of the vault refused the seal root. Run azd provision from inside the network, or open the vault while you provision: azd env set NETWORK public, azd provision, azd env set NETWORK private, azd provision.',
    );
  }
  if (/ObjectIsDeletedButRecoverable|deleted/i.test(`${inner?.code} ${inner?.message}`)) {
    return new Stop(
      `The secret ${SECRET} was deleted from the vault. Recover it in the portal (Manage deleted secrets), then run azd provision again.`,
    );
  }
  return new Stop(
    `The seal root could not be written to the vault: ${inner?.code ?? 'unknown'}: ${inner?.message ?? 'no reason given'}`,
  );
}
