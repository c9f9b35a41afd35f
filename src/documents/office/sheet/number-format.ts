import { format, getFormatDateInfo } from 'numfmt';

import { serialDate } from './serial-date.ts';

/** Formats a number as a cell with this format shows it (ECMA-376, part 1, sections 18.8.30 and 18.8.31). */
export type NumberFormat = (value: number, since1904: boolean) => string;

/** Maximum length of a format code in Excel. A longer code is treated as General. */
const LONGEST_CODE = 255;

/**
 * Formats a number in a cell without a number format. Workbooks keep fifteen digits; further digits come from binary
 * rounding.
 */
export function generalNumber(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/**
 * Creates a format from a format code. Calendar dates are shown in ISO order, so that days and months cannot be
 * confused.
 */
export function numberFormat(code: string): NumberFormat {
  if (/^(?:general|@)?$/i.test(code) || code.length > LONGEST_CODE) return generalNumber;
  const neutral = withoutLocales(code);
  const shows = dateInfoOf(neutral);
  if (shows === undefined) return generalNumber;
  const { year, month, day, hours, minutes, seconds } = shows;
  return (value, since1904) => {
    try {
      if (year || month || day) return serialDate(value, since1904, seconds) ?? generalNumber(value);
      const isClock = (hours || minutes || seconds) && !/\[[hms]+\]/i.test(neutral);
      if (isClock && value < 0) return generalNumber(value);
      return format(neutral, value, { throws: true });
    } catch {
      return generalNumber(value);
    }
  };
}

/** Formats text as a cell with a format code shows the text. For `"Mr. "@`, `Smith` becomes `Mr. Smith`. */
export type TextFormat = (text: string) => string;

const unchanged: TextFormat = (text) => text;
/** Stands for the text while a format code is read. */
const PLACEHOLDER = '\u0001';

/**
 * Creates the text format for a format code. If the code has no section for text, the format returns text unchanged.
 */
export function textFormat(code: string): TextFormat {
  if (/^(?:general|@)?$/i.test(code) || code.length > LONGEST_CODE) return unchanged;
  let shown: string;
  try {
    shown = format(withoutLocales(code), PLACEHOLDER, { throws: true }).trim();
  } catch {
    return unchanged;
  }
  return shown === PLACEHOLDER ? unchanged : (text) => shown.replaceAll(PLACEHOLDER, () => text);
}

/**
 * Removes locales from a format code. The library would use the separators of a locale, and numbers with different
 * separators would be ambiguous.
 */
function withoutLocales(code: string): string {
  return code.replaceAll(/\[\$([^\]-]{0,40})-[^\]]{0,40}\]/g, (_all, currency: string) =>
    currency === '' ? '' : `"${currency.replaceAll('"', '')}"`,
  );
}

/** Whether a format code shows neither numbers nor texts because all four of its sections are empty. */
export function hidesAll(code: string): boolean {
  return /^\s*;\s*;\s*;\s*$/.test(code);
}

/** Whether all sections of a format code show their text in white, whatever the font's colour is. */
export function isWhiteFormat(code: string): boolean {
  const sections = code.replaceAll(/"[^"]*"/g, '').split(';');
  return sections.every((section) => /\[(?:white|color ?2)\]/i.test(section));
}

/** Returns the parts of a date or time that a format code shows; undefined for an invalid code. */
function dateInfoOf(code: string): ReturnType<typeof getFormatDateInfo> | undefined {
  try {
    return getFormatDateInfo(code);
  } catch {
    return undefined;
  }
}
