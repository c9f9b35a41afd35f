import { areas } from './define.ts';

/** The presets that a URL can name. */
export const selectablePresets = ['default', 'lite', 'core', 'all'] as const;

/** The values of `readonly` in a URL. */
export const readOnlyValues: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['on', true],
  ['', true],
  ['0', false],
  ['false', false],
  ['off', false],
]);

/** In characters. A longer query is not repeated at all; one that names everything has some 200. */
const LONGEST_QUERY = 2_000;

export function normaliseWord(word: string): string {
  return word.trim().toLowerCase();
}

/**
 * The part of a URL that clients compare with the `resource` of the metadata (RFC 9728, 3.3) and that may differ from
 * the plain path: a trailing slash, and the query. The slash is kept behind `/mcp` and `/sse` only.
 */
export function resourceSuffix({ pathname, search }: URL): string {
  return (/\/(?:mcp|sse)\/$/i.test(pathname) ? '/' : '') + selectionQuery(search);
}

/**
 * The parameters of a query that select tools, in the order and with the comma that the client used, because clients
 * compare text. Everything else is left out: unknown parameters and values, repetitions, capitals and blanks.
 */
export function selectionQuery(search: string): string {
  if (search.length < 2 || search.length > LONGEST_QUERY) return '';
  const seen = new Set<string>();
  const isNew = (word: string): boolean => !seen.has(word) && seen.add(word) !== undefined;
  const pairs = search
    .slice(1)
    .split('&')
    .flatMap((pair) => normalisePair(pair, isNew));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function normalisePair(pair: string, isNew: (word: string) => boolean): string[] {
  const [name = '', value = ''] = [...new URLSearchParams(pair)][0] ?? [];
  switch (name) {
    case 'toolsets': {
      const names = value
        .split(',')
        .map(normaliseWord)
        .filter((word) => isArea(word) && isNew(word));
      return names.length === 0 ? [] : [`${name}=${names.join(commaIn(pair))}`];
    }
    case 'preset': {
      const preset = normaliseWord(value);
      return isPreset(preset) && isNew('?preset') ? [`${name}=${preset}`] : [];
    }
    case 'readonly': {
      const readOnly = normaliseWord(value);
      if (!readOnlyValues.has(readOnly) || !isNew('?readonly')) return [];
      return [pair.includes('=') ? `${name}=${readOnly}` : name];
    }
    default:
      return [];
  }
}

/** URL libraries write a comma in either form, or in lower case. */
function commaIn(pair: string): string {
  return pair.includes(',') ? ',' : (/%2c/i.exec(pair)?.[0] ?? ',');
}

function isArea(word: string): boolean {
  return (areas as readonly string[]).includes(word);
}

function isPreset(word: string): boolean {
  return (selectablePresets as readonly string[]).includes(word);
}
