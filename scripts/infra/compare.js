/**
 * Strict comparison: every expected property must exist, and no others.
 * @typedef {{ describe: string, fits: (found: unknown) => boolean }} Matcher
 */

const matchers = new WeakSet();

/** @param {string} describe @param {(found: unknown) => boolean} fits @returns {Matcher} */
export function matcher(describe, fits) {
  const made = { describe, fits };
  matchers.add(made);
  return made;
}

/**
 * Matches a value that is known only at deployment: a property of a resource, possibly within other text. Compilers
 * write such expressions in different ways, so only the resources, the property and the text are compared.
 * @param {string} name of the resource, such as `kv-suffix` @param {string} property such as `vaultUri`
 * @param {readonly string[]} [texts] the literal parts, such as `https://{0}`
 */
export function known(name, property, texts = []) {
  return matcher(`${property} of ${name}${texts.length > 0 ? ` in ${texts.join(', ')}` : ''}`, (found) => {
    if (typeof found !== 'string' || !found.startsWith('[')) return false;
    const path = property.replaceAll('.', '\\.');
    return (
      new RegExp(`\\)\\.(outputs\\.\\w+\\.value|${path})(?![\\w.])`).test(found) &&
      new RegExp(`[/']${name}'`).test(found) &&
      resourcesIn(found).every((one) => one === name) &&
      sameTexts(literalsIn(found, name), texts)
    );
  });
}

/** The names of the resources that an expression refers to. @param {string} expression */
function resourcesIn(expression) {
  return [...expression.matchAll(/'\/subscriptions\/[^']*\/([^/']+)'/g)].map((match) => match[1]);
}

/**
 * The literal text in an expression, except ids, types, versions and the resource's name.
 * @param {string} expression @param {string} name
 */
function literalsIn(expression, name) {
  return [...expression.matchAll(/'([^']*)'/g)]
    .map((match) => match[1] ?? '')
    .filter(
      (text) =>
        !/^\/subscriptions\/|^Microsoft\.|^\d{4}-\d\d-\d\d|^[0-9a-f-]{36}$/.test(text) && text !== name,
    )
    .filter((text) => !text.startsWith('rg-'));
}

/** @param {readonly string[]} found @param {readonly string[]} wanted */
function sameTexts(found, wanted) {
  return JSON.stringify(found.toSorted()) === JSON.stringify(wanted.toSorted());
}

/**
 * Finds differences. Returns one sentence for each. A missing value, null and an empty list are equal.
 * @param {unknown} found @param {unknown} wanted @param {string} path @returns {string[]}
 */
export function compare(found, wanted, path) {
  if (wanted instanceof RegExp)
    return wanted.test(String(found)) ? [] : [`${path} is ${show(found)} but must be like ${wanted}.`];
  if (isMatcher(wanted))
    return wanted.fits(found) ? [] : [`${path} is ${show(found)} but must be ${wanted.describe}.`];
  if (isAbsent(found) && isAbsent(wanted)) return [];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length)
      return [`${path} is ${show(found)} but must have ${wanted.length} item(s).`];
    return wanted.flatMap((item, index) => compare(found[index], item, `${path}.${index}`));
  }
  if (isObject(wanted)) {
    if (!isObject(found)) return [`${path} is ${show(found)} but must be an object.`];
    const names = new Set([...Object.keys(found), ...Object.keys(wanted)]);
    return [...names].flatMap((name) => compare(found[name], wanted[name], `${path}.${name}`));
  }
  return Object.is(found, wanted) ? [] : [`${path} is ${show(found)} but must be ${show(wanted)}.`];
}

/** @param {unknown} value @returns {value is Matcher} */
function isMatcher(value) {
  return typeof value === 'object' && value !== null && matchers.has(value);
}

/** @param {unknown} value */
function isAbsent(value) {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function show(value) {
  const text = JSON.stringify(value) ?? 'absent';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
