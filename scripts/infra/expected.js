import { compare } from './compare.js';
import { expectedAccess } from './expected/access.js';
import { expectedContainerApp } from './expected/container-app.js';
import { expectedData } from './expected/data.js';
import { factsOf } from './expected/facts.js';
import { expectedFrontDoor } from './expected/front-door.js';
import { expectedFunctionApp } from './expected/function-app.js';
import { expectedMonitoring } from './expected/monitoring.js';
import { expectedNetwork } from './expected/network.js';
import { expectedOutputs } from './expected/outputs.js';
import { targetOf } from './prediction.js';

/**
 * Compares all resources and outputs of a stack with the expected ones; an additional resource or property is also a
 * problem. Returns one sentence for each difference.
 * @param {import('./prediction.js').Prediction} prediction @param {import('./stacks.js').Stack} stack
 * @param {import('./code.js').Code} code
 */
export function comparisonProblems(prediction, stack, code) {
  const facts = factsOf(stack, code.clouds, code);
  const left = new Set(prediction.resources);
  const problems = expectedResources(facts).flatMap((wanted) => {
    const found = [...left].find((one) => isSame(one, wanted));
    if (found === undefined) return [`There is no ${label(wanted)}.`];
    left.delete(found);
    return ['location', 'tags', 'kind', 'sku', 'identity', 'zones', 'properties'].flatMap((part) =>
      compare(
        part === 'properties' ? withoutEmpty(found.properties) : found[part],
        wanted[/** @type {'tags'} */ (part)],
        `${label(wanted)}: ${part}`,
      ),
    );
  });
  return [
    ...problems,
    ...[...left].map(({ type, name }) => `${type} ${name} is not expected.`),
    ...compare(prediction.outputs, expectedOutputs(facts), 'output'),
  ];
}

/** @param {import('./expected/facts.js').Facts} facts @returns {import('./expected/facts.js').Expected[]} */
function expectedResources(facts) {
  return [
    {
      type: 'Microsoft.Resources/resourceGroups',
      name: `rg-${facts.environmentName}`,
      location: facts.location,
      tags: facts.tags,
    },
    ...expectedAccess(facts),
    ...expectedMonitoring(facts),
    ...expectedData(facts),
    ...expectedNetwork(facts),
    ...expectedFrontDoor(facts),
    ...expectedFunctionApp(facts),
    ...expectedContainerApp(facts),
  ];
}

/** @param {any} found @param {import('./expected/facts.js').Expected} wanted */
function isSame(found, wanted) {
  return (
    found.type === wanted.type &&
    compare(found.name, wanted.name, '').length === 0 &&
    (wanted.on === undefined || targetOf(found).toLowerCase() === wanted.on.toLowerCase())
  );
}

/** A prediction contains an empty object where a resource has no properties. @param {Record<string, unknown>} properties */
function withoutEmpty(properties) {
  return Object.keys(properties).length === 0 ? undefined : properties;
}

/** @param {import('./expected/facts.js').Expected} wanted */
function label({ type, name }) {
  const text = name instanceof RegExp ? String(name) : typeof name === 'object' ? name?.describe : name;
  return `${type} ${text}`;
}
