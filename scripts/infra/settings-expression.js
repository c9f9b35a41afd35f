/**
 * Returns the value of each setting in a settings expression, `[union(createObject('NAME', value, …), …)]`. The
 * compiler may write all settings as such an expression if some of the values are known only at deployment.
 * @param {string} expression @returns {Record<string, string>}
 */
export function settingsInExpression(expression) {
  const names = [...expression.matchAll(/'([A-Z]\w{3,})', /g)];
  return Object.fromEntries(
    names.map((match, index) => {
      const value = expression.slice(match.index + match[0].length, names[index + 1]?.index);
      return [match[1], value.replace(/^'([^']*)'.*$/, '$1')];
    }),
  );
}

/**
 * Whether a settings expression contains exactly the settings in `wanted`.
 * @param {string} expression @param {Readonly<Record<string, unknown>>} wanted
 */
export function hasSettings(expression, wanted) {
  const found = settingsInExpression(expression);
  const names = Object.keys(wanted).filter((name) => wanted[name] !== undefined);
  const literals = names.filter((name) => typeof wanted[name] === 'string');
  return (
    Object.keys(found).toSorted().join() === names.toSorted().join() &&
    literals.every((name) => found[name] === wanted[name])
  );
}
