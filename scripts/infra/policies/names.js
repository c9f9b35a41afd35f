import { label } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** How long and of what a name may be, where Azure is strict. */
const shapes = /** @type {Record<string, RegExp>} */ ({
  'Microsoft.Storage/storageAccounts': /^st[a-z0-9]{3,22}$/,
  'Microsoft.KeyVault/vaults': /^kv-[a-z0-9]{3,21}$/,
  'Microsoft.Web/sites': /^func-[a-z0-9]{3,55}$/,
  'Microsoft.App/containerApps': /^ca-[a-z0-9]{3,29}$/,
  'Microsoft.Insights/workbooks': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
});

/** Types that take no tags or inherit them. */
const untagged =
  /roleAssignments|diagnosticSettings|budgets|blobServices|tableServices|containers$|tables$|\/config$|basicPublishing|subnets|privateDnsZoneGroups|originGroups|origins$|customDomains|routes$/;

/** azd finds the stack and its one service by tags. @param {Prediction} prediction @param {Stack} stack */
export function tagsForAzd(prediction, stack) {
  const services = prediction.resources.filter(({ tags }) => tags?.['azd-service-name'] !== undefined);
  const service = services.length === 1 ? services[0] : undefined;
  const expected = stack.hosting === 'flex' ? 'portico' : undefined;
  return [
    ...prediction.resources
      .filter(({ type, tags }) => !untagged.test(type) && tags?.['azd-env-name'] !== stack.name)
      .map((resource) => `${label(resource)} lacks the tag azd-env-name.`),
    ...(service?.tags?.['azd-service-name'] === expected &&
    (services.length === 0 || service?.type === 'Microsoft.Web/sites')
      ? []
      : ['Exactly one thing, the function app, has the tag azd-service-name: portico.']),
  ];
}

/** Every name is one that Azure takes. @param {Prediction} prediction */
export function namesThatAzureTakes(prediction) {
  return Object.entries(shapes).flatMap(([type, shape]) =>
    prediction
      .of(type)
      .filter(({ name }) => !shape.test(name))
      .map((resource) => `${label(resource)} is no name that Azure takes there.`),
  );
}

/** Everything is where it was asked to be. @param {Prediction} prediction @param {Stack} stack */
export function inOneRegion(prediction, stack) {
  return prediction.resources
    .filter(({ location }) => location !== undefined && location !== 'global' && location !== stack.location)
    .map((resource) => `${label(resource)} is in ${resource.location}.`);
}
