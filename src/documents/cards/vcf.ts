import { oneLine } from '../one-line.ts';
import { contentLines, partsOf, plainText, type ContentLine } from './content-lines.ts';

/** For each property to show, the title and a function that formats the value. */
const properties: Readonly<Record<string, readonly [title: string, show: (line: ContentLine) => string]>> = {
  FN: ['Name', textOf],
  NICKNAME: ['Nickname', textOf],
  ORG: ['Organisation', listOf],
  TITLE: ['Title', textOf],
  ROLE: ['Role', textOf],
  EMAIL: ['Email', withType(textOf)],
  TEL: ['Phone', withType(({ value }) => oneLine(value.replace(/^tel:/i, '')))],
  IMPP: ['Chat', withType(textOf)],
  ADR: ['Postal address', withType(listOf)],
  URL: ['Web', withType(textOf)],
  BDAY: ['Birthday', dateOf],
  ANNIVERSARY: ['Anniversary', dateOf],
  CATEGORIES: ['Categories', textOf],
  MEMBER: ['Member', textOf],
  RELATED: ['Related', withType(textOf)],
  NOTE: ['Note', ({ value }) => plainText(value).trim()],
};

/** Types that are left out, because they mean nothing to a reader. */
const plainTypes = new Set(['', 'internet', 'voice', 'pref', 'quoted-printable', 'base64']);

/** Returns the contacts in a file (RFC 6350, and vCard 2.1 and 3.0) as readable text. */
export function* textOfVcf(text: string): Generator<string> {
  let card: { lines: string[]; structured: string; hasName: boolean } | undefined;
  for (const line of contentLines(text)) {
    if (line.name === 'BEGIN') card = { lines: [], structured: '', hasName: false };
    else if (card === undefined) continue;
    else if (line.name === 'END') {
      const name = card.hasName || card.structured === '' ? [] : [`Name: ${card.structured}`];
      yield `\n[contact]\n${[...name, ...card.lines].join('\n')}\n`;
      card = undefined;
    } else if (line.name === 'N') card.structured = nameFrom(line.value);
    else {
      const [title, show] = properties[line.name] ?? [];
      const shown = show?.(line) ?? '';
      if (shown === '') continue;
      card.hasName ||= line.name === 'FN';
      card.lines.push(`${title}: ${shown}`);
    }
  }
}

function textOf({ value }: ContentLine): string {
  return oneLine(plainText(value));
}

/**
 * Formats a date. A date can lack the year: `--1121` (RFC 6350, section 4.3.1). iPhones write such a date with the year
 * 1604 and repeat that year in the parameter `X-APPLE-OMIT-YEAR`.
 */
function dateOf(line: ContentLine): string {
  const text = textOf(line);
  const [, year, month, day] = /^(?:(\d{4})-?|--)(\d\d)-?(\d\d)$/.exec(text) ?? [];
  if (month === undefined) return text;
  const isKnown = year !== undefined && year !== line.parameters.get('X-APPLE-OMIT-YEAR');
  return isKnown ? `${year}-${month}-${day}` : `${month}-${day} (no year)`;
}

function listOf({ value }: ContentLine): string {
  return partsOf(value)
    .map(oneLine)
    .filter((part) => part !== '')
    .join(', ');
}

/**
 * Returns a name in the order in which people write it. A vCard lists the family name, the given name, additional
 * names, prefixes and suffixes.
 */
function nameFrom(value: string): string {
  const [family = '', given = '', additional = '', prefix = '', suffix = ''] = partsOf(value);
  return oneLine([prefix, given, additional, family, suffix].join(' '));
}

function withType(show: (line: ContentLine) => string): (line: ContentLine) => string {
  return (line) => {
    const shown = show(line);
    const types = (line.parameters.get('TYPE') ?? '')
      .toLowerCase()
      .split(',')
      .filter((type) => !plainTypes.has(type));
    return shown === '' || types.length === 0 ? shown : `${shown} (${types.join(', ')})`;
  };
}
