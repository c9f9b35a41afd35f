import { readEntraApp } from '../entra/application.js';
import { enabledTools, parseList } from '../entra/permissions.js';
import { Stop } from '../base/stop.js';

/**
 * Throws if TOOLSETS or ENABLED_TOOLS contains an unknown name, or if no tool is left. The app would not start, and the
 * app registration would already have lost the permissions of a misspelt toolset.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkToolNames({ env }) {
  const { tools, linkedTools } = readEntraApp();
  const known = [...tools, ...linkedTools];
  const areas = [...new Set(known.map(({ area }) => area))];
  const names = known.map(({ name }) => name);
  check('TOOLSETS', env.TOOLSETS, areas, `Use all, or some of: ${areas.join(', ')}.`);
  check('ENABLED_TOOLS', env.ENABLED_TOOLS, names, 'Use all, or names from docs/tools.md.');
  if (enabledTools(known, env).length === 0)
    throw new Stop(
      'TOOLSETS, ENABLED_TOOLS and READ_ONLY together leave no tools. docs/tools.md lists the tools of each toolset.',
    );
}

/** @param {string} name @param {string | undefined} setting @param {readonly string[]} known @param {string} advice */
function check(name, setting, known, advice) {
  const unknown = parseList(setting)?.find((entry) => !known.includes(entry));
  if (unknown !== undefined) throw new Stop(`${name} contains the unknown name ${unknown}. ${advice}`);
}
