import { readEntraApp } from '../entra/application.js';
import { parseList } from '../entra/permissions.js';
import { Stop } from '../base/stop.js';

/**
 * Throws if TOOLSETS or ENABLED_TOOLS contains an unknown name. The app would refuse to start, and until then the app
 * registration would lose the permissions of the misspelt toolset.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkToolNames({ env }) {
  const { tools, linkedTools } = readEntraApp();
  const known = [...tools, ...linkedTools];
  const areas = [...new Set(known.map(({ area }) => area))];
  const names = known.map(({ name }) => name);
  check('TOOLSETS', env.TOOLSETS, areas, `Use all, or some of: ${areas.join(', ')}.`);
  check('ENABLED_TOOLS', env.ENABLED_TOOLS, names, 'Use all, or names from docs/tools.md.');
}

/** @param {string} name @param {string | undefined} setting @param {readonly string[]} known @param {string} advice */
function check(name, setting, known, advice) {
  const unknown = parseList(setting)?.find((entry) => !known.includes(entry));
  if (unknown !== undefined) throw new Stop(`${name} contains the unknown name ${unknown}. ${advice}`);
}
