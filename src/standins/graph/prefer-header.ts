import type { Zone } from '../tenant/zones.ts';
import { GraphError } from './graph-errors.ts';

/** What the Prefer headers of a request ask for. */
export type Preferences = {
  readonly zone: Zone;
  readonly textBody: boolean;
  readonly immutableIds: boolean;
  readonly maxPageSize: number | undefined;
  /** The value of `Preference-Applied`; undefined where nothing was asked for. */
  readonly applied: string | undefined;
};

/** Reads a Prefer header of several preferences, joined by commas; unknown ones are ignored, as RFC 7240 (2) says. */
export function readPreferences(
  header: string | undefined,
  zoneOf: (name: string) => Zone | undefined,
): Preferences {
  const wishes = new Map<string, string>();
  for (const [, name = '', quoted, bare] of (header ?? '').matchAll(
    /([\w.-]+)\s*(?:=\s*(?:"([^"]*)"|([^,;\s]+)))?/g,
  ))
    wishes.set(name.toLowerCase(), quoted ?? bare ?? '');
  const zoneName = wishes.get('outlook.timezone');
  const zone = zoneOf(zoneName ?? 'UTC');
  if (!zone)
    throw new GraphError(
      400,
      'TimeZoneNotSupportedException',
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${zoneName}'.`,
    );
  const size = Number(wishes.get('odata.maxpagesize') ?? Number.NaN);
  const known = ['outlook.timezone', 'outlook.body-content-type', 'idtype', 'odata.maxpagesize'];
  const honoured = known.filter((name) => wishes.has(name));
  return {
    zone,
    textBody: wishes.get('outlook.body-content-type')?.toLowerCase() === 'text',
    immutableIds: wishes.get('idtype')?.toLowerCase() === 'immutableid',
    maxPageSize: Number.isInteger(size) && size > 0 ? size : undefined,
    applied: honoured.length
      ? honoured.map((name) => `${name === 'idtype' ? 'IdType' : name}="${wishes.get(name)}"`).join(', ')
      : undefined,
  };
}
