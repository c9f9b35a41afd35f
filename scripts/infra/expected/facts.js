import { subscriptionId } from '../stacks.js';

/**
 * The values that the expected resources of a stack share.
 * @typedef {ReturnType<typeof factsOf>} Facts
 * @typedef {{ type: string, name: unknown, location?: unknown, tags?: unknown, kind?: unknown, sku?: unknown,
 *   identity?: unknown, zones?: unknown, properties?: unknown, on?: string }} Expected `on` is the id of the resource that
 *   an extension resource applies to
 */

/**
 * @param {import('../stacks.js').Stack} stack
 * @param {Readonly<Record<string, Record<string, string>>>} clouds infra/clouds.json
 * @param {import('../code.js').Code} code
 */
export function factsOf(stack, clouds, code) {
  const { suffix } = stack;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-${stack.environmentName}/providers`;
  const isFlex = stack.hosting === 'flex';
  return {
    ...stack,
    code,
    hosts: clouds[stack.cloud] ?? {},
    isFlex,
    isPrivate: stack.network === 'private',
    // Spotify is the only provider.
    hasLinkedAccounts: (stack.settings['SPOTIFY_CLIENT_ID'] ?? '') !== '',
    isClosed: stack.inbound === 'private',
    hasDomain: isFlex && stack.customDomain !== '',
    emails: list(stack.alertEmails),
    gateways: list(stack.gatewayAddresses),
    dnsServers: list(stack.dnsServers),
    // azd uses this tag to find the resource group, and operators can use it to group costs.
    tags: { 'azd-env-name': stack.environmentName },
    names: {
      app: isFlex ? `func-${suffix}` : `ca-${suffix}`,
      environment: `cae-${suffix}`,
      identity: `id-${suffix}`,
      releaseIdentity: `id-${suffix}-release`,
      vault: `kv-${suffix}`,
      storage: `st${suffix}`,
      workspace: `log-${suffix}`,
      component: `appi-${suffix}`,
      network: `vnet-${suffix}`,
      frontDoor: `afd-${suffix}`,
    },
    /** @param {string} type @param {string} name with a part for each part of the type */
    id: (type, name) => {
      const [namespace, ...types] = type.split('/');
      const names = name.split('/');
      return `${group}/${namespace}/${types.map((one, index) => `${one}/${names[index]}`).join('/')}`;
    },
    ids: {
      identity: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-${suffix}`,
      releaseIdentity: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/id-${suffix}-release`,
      vault: `${group}/Microsoft.KeyVault/vaults/kv-${suffix}`,
      storage: `${group}/Microsoft.Storage/storageAccounts/st${suffix}`,
      workspace: `${group}/Microsoft.OperationalInsights/workspaces/log-${suffix}`,
      component: `${group}/Microsoft.Insights/components/appi-${suffix}`,
      network: `${group}/Microsoft.Network/virtualNetworks/vnet-${suffix}`,
      environment: `${group}/Microsoft.App/managedEnvironments/cae-${suffix}`,
      site: `${group}/Microsoft.Web/sites/func-${suffix}`,
    },
  };
}

/** @param {string} text */
function list(text) {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
