import { RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';

/**
 * Throws if the region does not offer Flex Consumption, because azd lets users choose any region. If Azure does not
 * return the list of regions, the deployment itself reports an unsuitable region.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkRegion({ env, arm }) {
  if (env.HOSTING === 'containerApps') return;
  const path = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/providers/Microsoft.Web/geoRegions`;
  const answer = await arm
    .request('GET', `${path}?sku=FlexConsumption&api-version=2024-11-01`)
    .catch((error) => {
      if (error instanceof RestError) return undefined;
      throw error;
    });
  const regions = /** @type {string[]} */ (
    (answer?.value ?? []).map((/** @type {{ name: string }} */ { name }) => toRegionName(name))
  );
  if (regions.length === 0 || regions.includes(toRegionName(env.AZURE_LOCATION ?? ''))) return;
  throw new Stop(
    `The region ${env.AZURE_LOCATION} does not offer Flex Consumption. Choose another one: azd env set AZURE_LOCATION <region>. These do: ${regions.toSorted().join(', ')}.`,
  );
}

/**
 * Returns the short form of a region's name, because "West Europe" and "westeurope" are the same region.
 * @param {string} name
 */
function toRegionName(name) {
  return name.replaceAll(/[\s()]/g, '').toLowerCase();
}
