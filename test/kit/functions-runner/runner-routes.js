// Finds a function as the Functions host does: route templates are case-insensitive, and the most literal template is
// tried first.

/** Returns a function that finds a route by path and method. Throws for routes that the host refuses. */
export function routeTable(triggers) {
  const routes = triggers.map((trigger) => compile(trigger)).sort((a, b) => a.order.localeCompare(b.order));
  for (const route of routes) refuse(route, routes);
  return (pathname, method) => {
    for (const { pattern, trigger } of routes) {
      const match = trigger.methods.includes(method) && pattern.exec(decodeURI(pathname));
      if (match) return { trigger, parameters: { ...match.groups } };
    }
    return undefined;
  };
}

function compile(trigger) {
  const segments = (trigger.route ?? trigger.name).split('/');
  const parts = segments.map((segment) => {
    const name = /^\{\*?(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return { digit: '1', source: `/${segment.replaceAll('.', '\\.')}` };
    return segment.startsWith('{*')
      ? { digit: '5', source: `/?(?<${name}>.*)` }
      : { digit: '3', source: `/(?<${name}>[^/]+)` };
  });
  const source = parts.map((part) => part.source).join('');
  const order = parts.map(({ digit }) => digit).join('');
  return { trigger, order, pattern: new RegExp(`^${source}/?$`, 'i') };
}

function refuse({ trigger }, routes) {
  const { name, route = name } = trigger;
  if (!/^[a-z][\w-]{0,127}$/i.test(name)) throw new Error(`${name} is not a valid function name`);
  if (/^(admin|runtime)/i.test(route)) throw new Error(`${route} conflicts with a built-in route`);
  const twin = routes.find(
    (other) =>
      other.trigger !== trigger &&
      (other.trigger.route ?? other.trigger.name).toLowerCase() === route.toLowerCase() &&
      other.trigger.methods.some((method) => trigger.methods.includes(method)),
  );
  if (twin) throw new Error(`${name} and ${twin.trigger.name} have the same route`);
}
