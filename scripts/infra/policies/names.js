import { label } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

/** The names that Azure allows. */
const shapes = /** @type {Record<string, RegExp>} */ ({
  'Microsoft.Storage/storageAccounts': /^st[a-z0-9]{3,22}$/,
  'Microsoft.KeyVault/vaults': /^kv-[a-z0-9]{3,21}$/,
  'Microsoft.Web/sites': /^func-[a-z0-9]{3,55}$/,
  'Microsoft.App/containerApps': /^ca-[a-z0-9]{3,29}$/,
  'Microsoft.Insights/workbooks': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
});

/** Types that have no tags or inherit them. */
const untagged =
  /roleAssignments|diagnosticSettings|budgets|blobServices|tableServices|containers$|tables$|\/config$|basicPublishing|subnets|privateDnsZoneGroups|originGroups|origins$|customDomains|routes$/;

/** Checks names, and the tags by which azd finds the stack and its service. @param {Prediction} prediction @param {Stack} stack */
export function checkTags(prediction, stack) {
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
      : ['Only the function app must have the tag azd-service-name: portico.']),
  ];
}

/** @param {Prediction} prediction */
export function checkNames(prediction) {
  return Object.entries(shapes).flatMap(([type, shape]) =>
    prediction
      .of(type)
      .filter(({ name }) => !shape.test(name))
      .map((resource) => `${label(resource)} has a name that Azure does not allow.`),
  );
}

/** @param {Prediction} prediction @param {Stack} stack */
export function checkLocations(prediction, stack) {
  return prediction.resources
    .filter(({ location }) => location !== undefined && location !== 'global' && location !== stack.location)
    .map((resource) => `${label(resource)} is in ${resource.location}, not ${stack.location}.`);
}
