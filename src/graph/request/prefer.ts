import { ToolError } from '../../errors.ts';

/** Ids of mail and events that stay the same when the item is moved, and are half as long. */
export const immutableIds = 'IdType="ImmutableId"';

/** Times of events in this zone. Throws `ToolError('bad_argument')` for what cannot be the name of a zone. */
export function timeZone(name: string): string {
  if (!/^[A-Za-z0-9 _/+().:-]{1,60}$/.test(name)) {
    throw new ToolError(
      'bad_argument',
      'time_zone must be the name of a zone, such as Europe/Lisbon or UTC.',
    );
  }
  return `outlook.timezone="${name}"`;
}

/** The one Prefer header that holds several preferences (RFC 7240, 2). */
export function prefer(...preferences: readonly (string | undefined)[]): { prefer: string } {
  return { prefer: preferences.filter((preference) => preference !== undefined).join(', ') };
}
