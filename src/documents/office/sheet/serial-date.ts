const DAY_MS = 86_400_000;

/**
 * Converts a workbook's serial date (ECMA-376, part 1, section 18.17.4) to `2026-11-21` or `2026-11-21 09:30`. In the
 * 1900 date system, a serial date less than 1 becomes a time of day. Returns undefined for an invalid serial date.
 */
export function serialDate(serial: number, since1904: boolean, withSeconds = false): string | undefined {
  if (serial < 0 || serial > 2_958_465) return undefined;
  // Day 60 is 29 February 1900, which did not exist, so earlier serial dates are off by one.
  const days = since1904 ? serial + 1_462 : serial < 60 ? serial + 1 : serial;
  const moment = new Date(Math.round((days - 25_569) * DAY_MS)).toISOString();
  const time = moment.slice(11, withSeconds ? 19 : 16);
  if (!since1904 && serial < 1) return time;
  return /^00:00(?::00)?$/.test(time) ? moment.slice(0, 10) : `${moment.slice(0, 10)} ${time}`;
}
