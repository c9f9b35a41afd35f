import { alertProblems } from './alert-sentence.js';
import { comparisonProblems } from './expected.js';
import { label } from './prediction.js';
import { subscriptionId } from './stacks.js';
import { workbookProblems } from './workbook.js';

/**
 * The policies for every stack. Each returns one sentence for every violation.
 * @typedef {import('./prediction.js').Prediction} Prediction @typedef {import('./stacks.js').Stack} Stack
 * @typedef {import('./code.js').Code} Code
 * @type {readonly ((prediction: Prediction, stack: Stack, code: Code) => string[])[]}
 */
export const policies = [comparisonProblems, checkGroup, checkNames, checkKeys, checkAlerts, checkWorkbook];

/** An id, or an expression for an id that contains a name computed by Azure. */
const place =
  /^(?:\[extensionResourceId\(')?\/subscriptions\/([^/']+)(?:\/resourceGroups\/([^/']+))?|^\[resourceId\('([0-9a-f-]{36})', '([^']+)'/;

/**
 * `azd down --force` may delete every resource group that a deployment wrote to. If an
 * expression names no group, the resource is in the group of its deployment.
 * @param {Prediction} prediction @param {Stack} stack
 */
function checkGroup(prediction, { environmentName }) {
  const own = `${subscriptionId} rg-${environmentName}`;
  return prediction.resources
    .filter(({ id }) => {
      const [, subscription, group, otherSubscription, otherGroup] = place.exec(id) ?? [];
      const named = subscription ?? otherSubscription;
      return named !== undefined && `${named} ${group ?? otherGroup}` !== own;
    })
    .map((resource) => `${label(resource)} is outside the resource group rg-${environmentName}.`);
}

/** The names that Azure allows, limited to the patterns that the templates produce. */
const shapes = /** @type {Record<string, RegExp>} */ ({
  'Microsoft.Storage/storageAccounts': /^[a-z0-9]{3,24}$/,
  'Microsoft.KeyVault/vaults': /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
  'Microsoft.Web/sites': /^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/,
  'Microsoft.App/containerApps': /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
  'Microsoft.Storage/storageAccounts/tableServices/tables': /\/[A-Za-z][A-Za-z0-9]{2,62}$/,
});

/** @param {Prediction} prediction */
function checkNames(prediction) {
  return Object.entries(shapes).flatMap(([type, shape]) =>
    prediction
      .of(type)
      .filter(({ name }) => !shape.test(name))
      .map((resource) => `${label(resource)} has a name that Azure does not allow.`),
  );
}

/**
 * Finds templates that read a key, because Azure stores the key in the deployment's history.
 * @param {Prediction} prediction
 */
function checkKeys(prediction) {
  return prediction.resources
    .filter((resource) =>
      /listKeys|listSecrets|AccountKey=|SharedAccessSignature/i.test(JSON.stringify(resource)),
    )
    .map((resource) => `${resource.type}: the deployment reads a key.`);
}

/** @param {Prediction} prediction */
function checkAlerts(prediction) {
  return prediction.of('Microsoft.Insights/scheduledQueryRules').flatMap((rule) => {
    const { criteria, description, windowSize } = rule.properties;
    const query = String(criteria?.allOf?.[0]?.query);
    return alertProblems(query, String(description), String(windowSize)).map(
      (one) => `${label(rule)}: ${one}`,
    );
  });
}

/** @param {Prediction} prediction @param {Stack} _stack @param {Code} code */
function checkWorkbook(prediction, _stack, code) {
  return prediction
    .of('Microsoft.Insights/workbooks')
    .flatMap(({ properties }) =>
      workbookProblems(properties.serializedData, properties.sourceId, code.charts),
    );
}
