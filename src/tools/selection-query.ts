import { presets } from '../policy/presets.ts';
import { areas } from './areas.ts';

/** Maps each accepted value of the URL parameter `readonly` to whether it means read-only. */
export const readOnlyValues: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['on', true],
  ['', true],
  ['0', false],
  ['false', false],
  ['off', false],
]);

/** Maps each accepted value of the URL parameter `schema` to whether it means `plain`. */
export const schemaValues: ReadonlyMap<string, boolean> = new Map([
  ['plain', true],
  ['full', false],
]);

/** Maps each accepted value of the URL parameter `output` to whether it means `structured`. */
export const outputValues: ReadonlyMap<string, boolean> = new Map([
  ['structured', true],
  ['text', false],
]);

/**
 * Maximum length of a query, in characters. Longer queries are dropped; a query that names every toolset has about 200
 * characters.
 */
const LONGEST_QUERY = 2_000;

/** In `toolsets`, this word stands for the preset's tools, to which the other named toolsets are added. */
export const PRESET_TOOLS = 'default';

export function normaliseWord(word: string): string {
  return word.trim().toLowerCase();
}

const otherNames: ReadonlyMap<string, string> = new Map([
  ['toolset', 'toolsets'],
  ['presets', 'preset'],
]);

/**
 * Returns the form of a parameter's name that is used for comparison. People write `readOnly`, `read_only`, `read-only`
 * and `toolset`. URLs copied from HTML or XML contain `&amp;` instead of `&`, so the next name begins with `amp;`.
 * Ignoring one of these forms would leave tools available that the URL is meant to exclude.
 */
export function normaliseName(given: string): string {
  const name = given.replace(/^(?:amp;)+/i, '');
  if (!/^[a-z_-]+$/i.test(name)) return name;
  const word = name.toLowerCase().replaceAll(/[-_]/g, '');
  return otherNames.get(word) ?? word;
}

/**
 * Returns the part of a URL that can follow the plain path: a trailing slash (only after `/mcp` or `/sse`) and the
 * query that selects tools. Clients compare the full URL with `resource` in the metadata (RFC 9728, section 3.3).
 */
export function resourceSuffix({ pathname, search }: URL): string {
  return (/\/(?:mcp|sse)\/$/i.test(pathname) ? '/' : '') + selectionQuery(search);
}

/**
 * Returns the query parameters that select tools, in the order and with the comma encoding that the client used,
 * because clients compare URLs as text. Drops duplicates and unknown parameters and values, and normalises case and
 * spaces.
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
  const [given = '', value = ''] = [...new URLSearchParams(pair)][0] ?? [];
  const name = normaliseName(given);
  if (name === 'toolsets') {
    const names = value.split(',').map(normaliseWord);
    const known = names.filter((word) => (isArea(word) || word === PRESET_TOOLS) && isNew(word));
    return known.length === 0 ? [] : [`${given}=${known.join(commaIn(pair))}`];
  }
  const word = normaliseWord(value);
  if (accepts.get(name)?.(word) !== true || !isNew(`?${name}`)) return [];
  return [pair.includes('=') ? `${given}=${word}` : given];
}

/** Maps each single-valued parameter to a function that checks whether the value is accepted. */
const accepts: ReadonlyMap<string, (word: string) => boolean> = new Map([
  ['preset', isPreset],
  ['readonly', (word: string) => readOnlyValues.has(word)],
  ['schema', (word: string) => schemaValues.has(word)],
  ['output', (word: string) => outputValues.has(word)],
]);

/** URL libraries write a comma as `,`, `%2C` or `%2c`. */
function commaIn(pair: string): string {
  return pair.includes(',') ? ',' : (/%2c/i.exec(pair)?.[0] ?? ',');
}

function isArea(word: string): boolean {
  return (areas as readonly string[]).includes(word);
}

function isPreset(word: string): boolean {
  return (presets as readonly string[]).includes(word);
}
