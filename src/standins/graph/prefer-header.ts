import { isGraphZone, type Zone } from '../tenant/zones.ts';
import { GraphError } from './graph-errors.ts';

export type Preferences = {
  readonly zone: Zone;
  readonly textBody: boolean;
  readonly immutableIds: boolean;
  readonly maxPageSize: number | undefined;
  /** The value for `Preference-Applied`; undefined if the request had no known preference. */
  readonly applied: string | undefined;
};

/** Parses the Prefer header and ignores unknown preferences (RFC 7240, section 2). */
export function readPreferences(
  header: string | undefined,
  zoneOf: (name: string) => Zone | undefined,
): Preferences {
  const preferences = new Map<string, string>();
  for (const [, name = '', quoted, bare] of (header ?? '').matchAll(
    /([\w.-]+)\s*(?:=\s*(?:"([^"]*)"|([^,;\s]+)))?/g,
  ))
    preferences.set(name.toLowerCase(), quoted ?? bare ?? '');
  const zone = zoneIn(preferences, zoneOf);
  const size = Number(preferences.get('odata.maxpagesize') ?? Number.NaN);
  const knownNames = ['outlook.timezone', 'outlook.body-content-type', 'idtype', 'odata.maxpagesize'];
  const honoured = knownNames.filter((name) => preferences.has(name));
  return {
    zone,
    textBody: preferences.get('outlook.body-content-type')?.toLowerCase() === 'text',
    immutableIds: preferences.get('idtype')?.toLowerCase() === 'immutableid',
    maxPageSize: Number.isInteger(size) && size > 0 ? size : undefined,
    applied: honoured.length
      ? honoured.map((name) => `${name === 'idtype' ? 'IdType' : name}="${preferences.get(name)}"`).join(', ')
      : undefined,
  };
}

/** Returns the requested time zone; UTC by default. Throws 400 for a time zone that Graph does not accept. */
function zoneIn(preferences: ReadonlyMap<string, string>, zoneOf: (name: string) => Zone | undefined): Zone {
  const name = preferences.get('outlook.timezone');
  const zone = zoneOf(name ?? 'UTC');
  if (zone !== undefined && isGraphZone(zone.name)) return zone;
  throw new GraphError(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );
}
