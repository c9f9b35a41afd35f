/** Microsoft Graph's own application id, in every cloud. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/**
 * @typedef {{ signInPermissions: readonly string[], includes: Readonly<Record<string, readonly string[]>>,
 *   tools: readonly { name: string, area: string, kind: string, permissions: readonly string[],
 *     elsewhere?: Readonly<Record<string, readonly string[]>> }[] }} EntraApp
 * @typedef {{ id: string, oauth2PermissionScopes: readonly { id: string, value: string }[] }} GraphPrincipal
 */

/**
 * Returns the minimal Graph permissions for the enabled tools and for the data that they read from other enabled areas.
 * A tool is enabled if its area and its name are chosen and, with READ_ONLY, if it is read-only. Omits permissions that
 * another permission includes. `missing` lists permissions that Graph does not offer in this cloud.
 * @param {EntraApp} entraApp @param {Readonly<Record<string, string | undefined>>} env @param {GraphPrincipal} graph
 */
export function permissionsFor(entraApp, env, { oauth2PermissionScopes }) {
  const ids = new Map(oauth2PermissionScopes.map(({ id, value }) => [value, id]));
  const wanted = neededPermissions(entraApp, env);
  const offered = wanted.filter((name) => ids.has(name));
  const needless = new Set(offered.flatMap((name) => entraApp.includes[name] ?? []));
  const names = offered.filter((name) => !needless.has(name)).toSorted();
  return {
    names,
    ids: names.map((name) => ids.get(name)),
    missing: wanted.filter((name) => !ids.has(name)),
  };
}

/** @param {EntraApp} entraApp @param {Readonly<Record<string, string | undefined>>} env */
function neededPermissions({ signInPermissions, tools }, env) {
  const areas = parseList(env.TOOLSETS);
  const names = parseList(env.ENABLED_TOOLS);
  const isEnabled = (/** @type {string} */ name) => names === undefined || names.includes(name);
  // With ENABLED_TOOLS, an area is enabled if one of its tools is enabled. Portico itself applies the same rule.
  const isOn = (/** @type {string} */ area) =>
    (areas === undefined || areas.includes(area)) &&
    (names === undefined || tools.some((tool) => tool.area === area && isEnabled(tool.name)));
  const needed = enabledTools(tools, env).flatMap(({ permissions, elsewhere = {} }) => [
    ...permissions,
    ...Object.entries(elsewhere).flatMap(([area, others]) => (isOn(area) ? others : [])),
  ]);
  return [...new Set([...signInPermissions, ...needed])];
}

/**
 * Returns the tools that TOOLSETS, ENABLED_TOOLS and READ_ONLY leave.
 * @template {{ name: string, area: string, kind: string }} Tool
 * @param {readonly Tool[]} tools @param {Readonly<Record<string, string | undefined>>} env
 */
export function enabledTools(tools, env) {
  const areas = parseList(env.TOOLSETS);
  const names = parseList(env.ENABLED_TOOLS);
  const readOnly = env.READ_ONLY === 'on' || env.READ_ONLY === 'true';
  return tools.filter(
    ({ name, area, kind }) =>
      (areas === undefined || areas.includes(area)) &&
      (names === undefined || names.includes(name)) &&
      (!readOnly || kind === 'read'),
  );
}

/** Returns the names in a list setting, or undefined for `all`. @param {string | undefined} setting */
export function parseList(setting) {
  if (!setting || setting.trim() === 'all') return undefined;
  return setting.split(/[\s,]+/).filter(Boolean);
}

/**
 * Gets Graph's service principal in this tenant, with the ids of its delegated permissions.
 * @param {import('../base/rest.js').Rest} graph
 * @returns {Promise<GraphPrincipal>}
 */
export function graphPrincipal(graph) {
  return graph.request(
    'GET',
    `/v1.0/servicePrincipals(appId='${GRAPH_APP_ID}')?$select=id,oauth2PermissionScopes`,
  );
}
