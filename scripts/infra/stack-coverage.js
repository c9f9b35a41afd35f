import { compare } from './compare.js';
import { parametersOf } from './declared.js';
import { readStack, stackNames } from './stacks.js';

/** @typedef {import('./stacks.js').Stack} Stack */

/**
 * Finds settings and values of parameters that no stack uses. Returns one sentence for each. A prediction shows a wrong
 * branch of the templates only if a stack takes that branch, so together the stacks must use every setting and value.
 * @param {string} folder infra/ @param {string} template main.bicep @param {readonly string[]} settings of settings.bicep
 */
export async function coverageProblems(folder, template, settings) {
  const stacks = await Promise.all(stackNames.map((name) => readStack(folder, name)));
  // The stack `defaults` sets every setting to the empty value.
  const given = stacks.flatMap((stack) => (stack.name === 'defaults' ? [] : Object.keys(stack.settings)));
  return [
    ...Object.entries(parametersOf(template)).flatMap(([name, { type, allowed, default: absent }]) => {
      if (typeof allowed === 'string') return choiceProblems(stacks, name, allowed);
      if (absent === "''") return optionalProblems(stacks, name);
      return type === 'int' ? numberProblems(stacks, name) : [];
    }),
    ...compare([...new Set(given)].toSorted(), settings.toSorted(), 'settings that a stack sets'),
  ];
}

/** @param {readonly Stack[]} stacks @param {string} name @param {string} allowed */
function choiceProblems(stacks, name, allowed) {
  const used = new Set(stacks.map((stack) => `${stack[/** @type {'cloud' | 'alwaysReady'} */ (name)]}`));
  return allowed
    .split(', ')
    .map((choice) => choice.replaceAll("'", ''))
    .filter((choice) => !used.has(choice))
    .map((choice) => `No stack has ${name} "${choice}".`);
}

/**
 * Checks that each kind of hosting has at least one stack in which an optional parameter is set, because each kind
 * ignores some of these parameters, and that the parameter is unset in another stack.
 * @param {readonly Stack[]} stacks @param {string} name
 */
function optionalProblems(stacks, name) {
  const isSet = (/** @type {Stack} */ stack) => stack[/** @type {'publicUrl'} */ (name)] !== '';
  const unset = ['flex', 'containerApps'].filter(
    (hosting) => !stacks.some((stack) => stack.hosting === hosting && isSet(stack)),
  );
  return [
    ...unset.map((hosting) => `No stack with hosting "${hosting}" sets ${name}.`),
    ...(stacks.every(isSet) ? [`All stacks set ${name}.`] : []),
  ];
}

/**
 * Checks that the stacks use different values for a parameter; otherwise a constant in place of the parameter would go
 * unnoticed.
 * @param {readonly Stack[]} stacks @param {string} name
 */
function numberProblems(stacks, name) {
  const used = new Set(stacks.map((stack) => stack[/** @type {'alwaysReady'} */ (name)]));
  return used.size > 1 ? [] : [`All stacks have the same ${name}.`];
}
