import { Stop } from '../base/stop.js';

/**
 * What the value of a setting has to be.
 * @typedef {{ accepts: (value: string) => boolean, wanted: string }} Rule
 */

/** @param {readonly string[]} values @returns {Rule} */
export function oneOf(values, wanted = `one of: ${values.join(', ')}`) {
  return { accepts: (value) => values.includes(value), wanted };
}

/** @param {number} min @param {number} max @returns {Rule} */
export function wholeNumber(min, max) {
  return {
    accepts: (value) => /^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max,
    wanted: `a whole number ${max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`}`,
  };
}

/**
 * Throws if a value breaks its rule. An empty value stands for the default.
 * @param {Record<string, Rule>} rules @param {(name: string) => string} valueOf
 */
export function checkRules(rules, valueOf) {
  for (const [name, { accepts, wanted }] of Object.entries(rules)) {
    const value = valueOf(name);
    if (value !== '' && !accepts(value)) throw new Stop(`${name} must be ${wanted}.`);
  }
}
