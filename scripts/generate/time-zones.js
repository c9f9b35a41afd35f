import { createRequire } from 'node:module';

const FILE = 'src/base/zones/zone-names.gen.ts';
const require = createRequire(import.meta.url);

/** Zones that Windows still lists, but that CLDR leaves out because Windows has replaced them. */
const obsolete = {
  'Kamchatka Standard Time': ['Asia/Kamchatka'],
  'Mid-Atlantic Standard Time': ['Etc/GMT+2'],
};

/**
 * Writes the table of Windows zones and their IANA names, from CLDR's table of Windows zones and its table of aliases.
 */
export async function timeZonesFile() {
  const { supplemental } = require('cldr-core/supplemental/windowsZones.json');
  const { keyword } = require('cldr-bcp47/bcp47/timezone.json');
  const { version } = require('cldr-core/package.json');
  const aliasesOf = new Map();
  for (const { _alias: list } of Object.values(keyword.u.tz)) {
    const names = list?.split(' ') ?? [];
    for (const name of names) aliasesOf.set(name, names);
  }

  /** @type {Map<string, Set<string>>} */
  const zones = new Map();
  for (const { mapZone } of supplemental.windowsZones.mapTimezones) {
    const names = mapZone._type.split(' ').filter(Boolean);
    // CLDR lists territory 001 first, and the entry for 001 names the zone's main city.
    const all = zones.get(mapZone._other) ?? new Set(names);
    for (const name of names) for (const alias of [name, ...(aliasesOf.get(name) ?? [])]) all.add(alias);
    zones.set(mapZone._other, all);
  }
  for (const [zone, names] of Object.entries(obsolete)) zones.set(zone, new Set(names));

  const lines = [...zones].map(([zone, names]) => `${zone}=${[...names].join(' ')}`);
  return new Map([
    [
      FILE,
      `// Written by \`npm run generate\` from CLDR ${version}: Copyright © Unicode, Inc., Unicode License v3 (Unicode-3.0),
// https://www.unicode.org/license.txt. Do not edit.

/** One line for each Windows zone: its name and its IANA names, the main one first. */
export const zoneNames = \`
${lines.join('\n')}
\`;
`,
    ],
  ]);
}
