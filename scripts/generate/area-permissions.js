import { format } from 'oxfmt';

const FILE = 'src/tools/area-permissions.gen.ts';

/** @type {Readonly<Record<string, 'read' | 'change' | 'send'>>} */
const actions = { read: 'read', write: 'change', destroy: 'change', send: 'send' };

/** Writes the minimal permissions for each area, for get_auth_status. @param {import('./load-tools.js').Sources} sources */
export async function areaPermissionsFile({ tools, areas, narrowest }) {
  const rows = areas
    .filter((area) => area !== 'core')
    .map((area) => [area, permissionsByAction(tools.filter((tool) => tool.area === area))])
    .filter(([, byAction]) => Object.keys(byAction).length > 0);

  /** @param {readonly import('./load-tools.js').Tool[]} inArea */
  function permissionsByAction(inArea) {
    /** @type {Record<string, readonly string[]>} */
    const byAction = {};
    for (const action of new Set(Object.values(actions))) {
      const needed = inArea.filter(({ kind }) => actions[kind] === action).flatMap(({ scopes }) => scopes);
      if (needed.length > 0) byAction[action] = narrowest([...new Set(needed)]);
    }
    return byAction;
  }

  const source = `// Written by \`npm run generate\` from the tools' records. Do not edit.
import type { Area } from './areas.ts';

/** The minimum Graph permissions for reading, changing or sending something in an area. Any one of them is enough. */
export const areaPermissions: Readonly<
  Partial<Record<Area, Readonly<Partial<Record<'read' | 'change' | 'send', readonly string[]>>>>>
> = ${JSON.stringify(Object.fromEntries(rows))};`;
  const { code } = await format(FILE, source, { printWidth: 110, singleQuote: true });
  return new Map([[FILE, code]]);
}
