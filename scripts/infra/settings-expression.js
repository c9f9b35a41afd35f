/**
 * If some values are known only at deployment, the compiler may leave all settings as one expression,
 * `[union(createObject('NAME', value, …), …)]`. Returns the value of each setting in it.
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
 * Whether such an expression contains exactly these settings.
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
