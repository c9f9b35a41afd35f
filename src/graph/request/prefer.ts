import { ToolError } from '../../errors.ts';

/**
 * Requests immutable ids for messages and events. Immutable ids do not change when an item is moved, and they are half
 * as long as default ids.
 */
export const immutableIds = 'IdType="ImmutableId"';

/**
 * Requests event times in this time zone. Throws `ToolError('bad_argument')` if `name` cannot be the name of a time
 * zone.
 */
export function timeZone(name: string): string {
  if (!/^[A-Za-z0-9 _/+().:-]{1,60}$/.test(name)) {
    throw new ToolError(
      'bad_argument',
      'This is not the name of a time zone. Use a name such as Europe/Lisbon or UTC.',
    );
  }
  return `outlook.timezone="${name}"`;
}

/** Joins preferences into one Prefer header (RFC 7240, section 2). */
export function prefer(...preferences: readonly (string | undefined)[]): { prefer: string } {
  return { prefer: preferences.filter((preference) => preference !== undefined).join(', ') };
}
