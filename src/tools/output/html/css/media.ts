import { splitOutside } from './css-text.ts';
import { lengthOf } from './number.ts';

/** Width and height of a typical desktop window, in pixels. */
const [WIDTH, HEIGHT] = [1_280, 800];

/** Whether a list of media queries matches a typical desktop window in light mode. Unknown features match. */
export function mediaMatches(list: string): boolean {
  const queries = splitOutside(list.slice(0, 2_000), ',');
  return queries.length === 0 || queries.some(queryMatches);
}

function queryMatches(query: string): boolean {
  const negated = /^not\b/.test(query);
  const type = /^(?:not |only )?([a-z]+)(?= |$)/.exec(query)?.[1];
  const typeMatches = type === undefined || type === 'all' || type === 'screen' || type === 'not';
  const features = query.match(/\([^()]*\)/g) ?? [];
  const matches = typeMatches && features.every((feature) => featureMatches(feature.slice(1, -1).trim()));
  return negated ? !matches : matches;
}

function featureMatches(feature: string): boolean {
  const [, name = '', value = ''] = /^([-\w]+) ?: ?(.*)$/.exec(feature) ?? [];
  if (name === '') return rangeMatches(feature);
  const length = lengthOf(value, { em: 16, hundred: 0 });
  if (length !== undefined && /width|height/.test(name)) return sizeMatches(name, length);
  return desktopValues.get(name)?.includes(value) ?? true;
}

function sizeMatches(name: string, length: number): boolean {
  const size = name.includes('width') ? WIDTH : HEIGHT;
  if (name.startsWith('min-')) return size >= length;
  return name.startsWith('max-') ? size <= length : size === length;
}

/** The feature values that match a typical desktop browser. */
const desktopValues: ReadonlyMap<string, readonly string[]> = new Map([
  ['prefers-color-scheme', ['light']],
  ['orientation', ['landscape']],
  ['prefers-reduced-motion', ['no-preference']],
  ['prefers-contrast', ['no-preference']],
  ['forced-colors', ['none']],
  ['-ms-high-contrast', ['none']],
  ['hover', ['hover']],
  ['any-hover', ['hover']],
  ['pointer', ['fine']],
  ['any-pointer', ['fine']],
]);

/** Evaluates features such as `width < 600px`. */
function rangeMatches(feature: string): boolean {
  const [, name, sign, value = ''] = /^(width|height) ?(<=?|>=?|=) ?(.{1,40})$/.exec(feature) ?? [];
  const length = lengthOf(value, { em: 16, hundred: 0 });
  if (name === undefined || length === undefined) return true;
  const size = name === 'width' ? WIDTH : HEIGHT;
  return sign?.startsWith('<') === true
    ? size <= length
    : sign?.startsWith('>') === true
      ? size >= length
      : size === length;
}
