import { utcSeconds } from '../../../base/zones/time-zones.ts';

/**
 * Returns the filter for messages received in a period, given in UTC. Graph sorts by date only if the filter starts
 * with a date, so the filter contains a start date even if the period has no start.
 */
export function receivedIn({
  since = '1900-01-01T00:00:00Z',
  before,
}: {
  readonly since?: string | undefined;
  readonly before?: string | undefined;
}): readonly (string | false)[] {
  return [`receivedDateTime ge ${since}`, before !== undefined && `receivedDateTime lt ${before}`];
}

/**
 * Returns the time one second later. Exchange compares fractions of a second, but Graph does not show the fractions.
 */
export function nextSecond(time: string | null | undefined): string | undefined {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? undefined : utcSeconds(new Date(at + 1_000));
}
