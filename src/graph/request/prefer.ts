import { ToolError } from '../../errors.ts';

/** Asks for ids of mail and events that survive a move and are half as long. */
export const immutableIds = 'IdType="ImmutableId"';

/** Asks for event times in this zone. Throws `ToolError('bad_argument')` if it cannot be a zone name. */
export function timeZone(name: string): string {
  if (!/^[A-Za-z0-9 _/+().:-]{1,60}$/.test(name)) {
    throw new ToolError(
      'bad_argument',
      'time_zone must be the name of a time zone, such as Europe/Lisbon or UTC.',
    );
  }
  return `outlook.timezone="${name}"`;
}

/** Joins preferences in one Prefer header (RFC 7240, 2). */
export function prefer(...preferences: readonly (string | undefined)[]): { prefer: string } {
  return { prefer: preferences.filter((preference) => preference !== undefined).join(', ') };
}
