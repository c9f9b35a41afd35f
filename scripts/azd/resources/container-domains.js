import { containerAppName } from '../base/names.js';
import { groupPath } from './resource-group.js';

/**
 * Passes to the templates the custom domains that somebody has bound to the container app, because a deployment removes
 * all other domains.
 * @param {import('../hook.js').HookContext} context
 */
export async function keepDomains({ env, arm, set }) {
  await set('CONTAINER_DOMAINS', env.HOSTING === 'containerApps' ? await readDomains({ env, arm }) : '');
}

/** @param {Pick<import('../hook.js').HookContext, 'env' | 'arm'>} context @returns {Promise<string>} */
async function readDomains({ env, arm }) {
  const app = `${groupPath(env)}/providers/Microsoft.App/containerApps/${containerAppName(env.PORTICO_SUFFIX ?? '')}`;
  const found = await arm.find(`${app}?api-version=2025-07-01`);
  const domains = found?.properties?.configuration?.ingress?.customDomains ?? [];
  return domains
    .map(
      (/** @type {any} */ { name, bindingType, certificateId }) =>
        `${name}=${bindingType ?? (certificateId ? 'SniEnabled' : 'Disabled')}=${certificateId ?? ''}`,
    )
    .join(',');
}

/**
 * The domains with a certificate, as `keepDomains` has stored them. @param {Record<string, string | undefined>} env
 */
export function boundDomains({ CONTAINER_DOMAINS: domains }) {
  return (domains ?? '')
    .split(',')
    .map((one) => one.split('='))
    .filter(([, binding]) => binding !== undefined && binding !== 'Disabled')
    .map(([name = '']) => name);
}
