import type { Declaration } from './css-text.ts';
import { colourOf } from './colour.ts';
import { splitOutside } from './css-text.ts';

/** The declarations that apply to one element, by property name. */
export type Styles = ReadonlyMap<string, string>;

/**
 * Maximum length of a value, in characters. Longer values are ignored; otherwise they would count as hiding the text,
 * like all values that cannot be evaluated.
 */
const MAX_VALUE = 4_000;

/**
 * Applies declarations in order: a later declaration takes precedence unless it is invalid or an earlier one is
 * important.
 */
export function cascade(
  declarations: readonly Declaration[],
  isValid: (name: string, value: string) => boolean,
): Styles {
  const styles = new Map<string, string>();
  const important = new Set<string>();
  for (const declaration of declarations) {
    for (const [name, value] of longhandsOf(declaration)) {
      if (important.has(name) && !declaration.important) continue;
      if (value.length > MAX_VALUE || (!value.includes('var(') && !isValid(name, value))) continue;
      styles.set(name, value);
      if (declaration.important) important.add(name);
    }
  }
  return styles;
}

/** Matches the size in a `font` shorthand. A number without a unit is the weight, unless the number is 0. */
const fontSize =
  /^(?:[-+]?[\d.]+(?:e[-+]?\d+)?(?:%|[a-df-z][a-z]*|em|ex)|[-+]?[0.]+|(?:calc|min|max|clamp)\(|(?:xx?x?-)?(?:small|large)$|medium$|smaller$|larger$)/;

/**
 * Logical properties and the physical properties that they set in left-to-right text. Both overflow axes count as
 * `overflow`.
 */
const logical: ReadonlyMap<string, string> = new Map([
  ['overflow-x', 'overflow'],
  ['overflow-y', 'overflow'],
  ['inline-size', 'width'],
  ['max-inline-size', 'max-width'],
  ['block-size', 'height'],
  ['max-block-size', 'max-height'],
  ['inset-inline', 'left'],
  ['inset-inline-start', 'left'],
  ['inset-block', 'top'],
  ['inset-block-start', 'top'],
  ['margin-inline', 'margin-left'],
  ['margin-inline-start', 'margin-left'],
  ['margin-block', 'margin-top'],
  ['margin-block-start', 'margin-top'],
]);

/** Expands the shorthands that affect visibility. */
function longhandsOf({ name, value }: Declaration): readonly (readonly [string, string])[] {
  switch (name) {
    case 'font': {
      const sizes = splitOutside(value.slice(0, 300), ' ').map((part) => splitOutside(part, '/')[0] ?? '');
      return [
        ['font-size', sizes.find((part) => fontSize.test(part)) ?? (value.includes('var(') ? value : '')],
      ];
    }
    case 'background':
      return [
        ['background-color', backgroundColour(value)],
        ['background-image', value],
      ];
    case 'margin':
    case 'inset': {
      const [top = '', right = top, bottom = top, left = right] = splitOutside(value, ' ');
      const side = (one: string) => (name === 'inset' ? one : `margin-${one}`);
      return [
        [side('top'), top],
        [side('right'), right],
        [side('bottom'), bottom],
        [side('left'), left],
      ];
    }
    default:
      return [[logical.get(name) ?? name.replace(/^-(?:webkit|moz|ms|o)-(?!text-fill-color)/, ''), value]];
  }
}

/** Returns the colour in the shorthand `background`. The shorthand resets the colour even if it contains no colour. */
function backgroundColour(value: string): string {
  if (value.includes('var(')) return value;
  const parts = splitOutside(value.slice(0, 2_000).replaceAll(',', ' '), ' ');
  return parts.find((part) => typeof colourOf(part) === 'object') ?? 'transparent';
}

const MAX_SUBSTITUTED = 300;

/** Replaces `var()` with the values of custom properties; returns undefined if that is not possible. */
export function withVariables(
  value: string,
  variables: ReadonlyMap<string, string>,
  depth = 0,
): string | undefined {
  if (!value.includes('var(')) return value;
  const found = /var\( ?(--[-\w\u0080-\uffff]+) ?(?:,([^()]*))?\)/.exec(value);
  if (found === null || depth > 8 || value.length > MAX_SUBSTITUTED) return undefined;
  const replacement = variables.get(found[1] ?? '') ?? found[2]?.trim();
  if (replacement === undefined) return undefined;
  const next = value.slice(0, found.index) + replacement + value.slice(found.index + found[0].length);
  return withVariables(next, variables, depth + 1);
}
