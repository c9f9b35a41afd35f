import { utcSeconds } from '../../../base/zones/time-zones.ts';
import type { ToolCall } from '../../define.ts';
import { moment } from '../../input/common-input.ts';
import { localTimes, mailboxZone, utcOf } from '../../input/mailbox-zone.ts';
import { minute } from '../../output/words.ts';

const DAY_MS = 86_400_000;
/** How long Microsoft Entra keeps the logs. Graph rejects a filter with a much older date. */
const KEPT_DAYS = 30;

export const since = () => moment('Example: yesterday.').optional();

/** A user needs one of these roles to read the logs. */
export const logReaders = ['Reports Reader', 'Security Reader', 'Global Reader'];

/**
 * Returns the start of the log period in UTC, a description of the period and the time zone, and a time formatter.
 */
export async function logPeriod(given: string | undefined, call: ToolCall) {
  const zone = await mailboxZone(undefined, call);
  const oldest = utcSeconds(new Date(call.now().getTime() - KEPT_DAYS * DAY_MS));
  const asked =
    given === undefined ? undefined : utcOf(given, { now: call.now(), iana: zone.iana, past: true });
  const isOlder = asked !== undefined && Date.parse(asked) < Date.parse(oldest);
  const local = localTimes(zone);
  const shown = (time: string | null | undefined) => minute(time && local(time));
  const sinceAsked = asked === undefined ? '' : ` since ${shown(asked)}`;
  const period = isOlder ? `, of the ${KEPT_DAYS} days that Entra keeps` : sinceAsked;
  return {
    from: isOlder ? oldest : asked,
    words: `${period}, newest first, times in ${zone.shown}`,
    shown,
  };
}
