import { canonicalZone, findTimeZone } from '../../../base/zones/time-zones.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { mailboxSettings } from '../../input/mailbox-settings.ts';

/** The time zone in which events are shown. */
export type EventZone = {
  /** The name for Microsoft Graph, which knows every Windows name but not every IANA name. */
  readonly windows: string;
  /** The name for the answer, with the reason if it is not the expected zone. */
  readonly shown: string;
};

/**
 * Returns the given zone, or the mailbox's. A mailbox can have a zone that Graph does not accept, such as
 * `Customized Time Zone`; then its working hours' zone is used, and otherwise UTC. Throws `ToolError('bad_argument')`
 * if the given zone is unknown.
 */
export async function eventZone(given: string | undefined, call: ToolCall): Promise<EventZone> {
  if (given !== undefined) return givenZone(given);
  const settings = await mailboxSettings(call, ['timeZone', 'workingHours']);
  if (!settings?.timeZone) return { windows: 'UTC', shown: 'UTC' };
  const own = findTimeZone(settings.timeZone.replace(/^tzone:\/\/Microsoft\/Utc$/i, 'UTC'));
  if (own) return { windows: own.windows, shown: own.name };
  const working = findTimeZone(settings.workingHours?.timeZone?.name ?? '');
  const unusable = "the mailbox's own time zone is customised or unknown";
  return working
    ? { windows: working.windows, shown: `${working.name}, the zone of the working hours (${unusable})` }
    : { windows: 'UTC', shown: `UTC (${unusable}; give time_zone to choose another)` };
}

function givenZone(given: string): EventZone {
  const zone = findTimeZone(given);
  if (zone) return { windows: zone.windows, shown: zone.name };
  // For example Antarctica/Troll, which corresponds to no Windows zone.
  if (canonicalZone(given.trim()) !== undefined)
    return { windows: 'UTC', shown: 'UTC (Microsoft 365 does not offer the given time_zone)' };
  throw new ToolError(
    'bad_argument',
    'time_zone is not the name of a time zone. Give one such as Europe/Lisbon, GMT Standard Time, UTC or UTC+2.',
  );
}
