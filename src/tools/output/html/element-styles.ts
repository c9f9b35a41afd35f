import { legacyColour } from './css/colour.ts';
import { declarationsIn, plainCss, type Declaration } from './css/css-text.ts';
import type { Subject } from './css/selector.ts';
import { createStyleSheets } from './css/style-sheet.ts';
import { cascade, type Styles } from './css/styles.ts';
import { preformattedElements, struckElements } from './elements.ts';
import { isValidStyle } from './look.ts';
import { hidingProperties } from './out-of-sight.ts';

/**
 * Maximum length of a tag, in characters. Tags in real email are shorter, so the content of an element with a longer
 * tag counts as hidden.
 */
const MAX_TAG = 16_000;

const relevantProperties = new Set<string>([
  ...hidingProperties,
  'visibility',
  'opacity',
  'color',
  'font',
  'font-size',
  'background',
  'background-color',
  'background-image',
  'text-indent',
  'letter-spacing',
  'white-space',
  'text-decoration',
  'text-decoration-line',
  'vertical-align',
  'margin',
  'inset',
  'overflow-x',
  'overflow-y',
  'inline-size',
  'block-size',
  'max-inline-size',
  'max-block-size',
  'inset-inline',
  'inset-inline-start',
  'inset-block',
  'inset-block-start',
  'margin-inline',
  'margin-inline-start',
  'margin-block',
  'margin-block-start',
  'background-clip',
]);

const isRelevant = (name: string): boolean =>
  name.startsWith('--') ||
  relevantProperties.has(name.replace(/^-(?:webkit|moz|ms|o)-/, '')) ||
  name === '-webkit-text-fill-color';

export type ElementStyles = {
  addSheet(css: string): void;
  /** Whether a style sheet was added. */
  hasSheets(): boolean;
  /**
   * Returns the styles of an element from its attributes, the style sheets and its `style` attribute. `path` returns
   * the element's ancestors, followed by the element.
   */
  stylesOf(subject: Subject, path: () => readonly Subject[], spend: (steps: number) => void): Styles;
};

const hidden: Declaration = { name: 'display', value: 'none', important: true };

/** Limits of the cache for inline styles. The same inline styles often repeat in tables. */
const MAX_CACHED = 200;
const MAX_CACHED_LENGTH = 500;

const none: Styles = new Map();

export function createElementStyles(): ElementStyles {
  const sheets = createStyleSheets(isRelevant);
  const cache = new Map<string, readonly Declaration[]>();
  const inline = (style: string): readonly Declaration[] => {
    const known = cache.get(style);
    if (known !== undefined) return known;
    const declarations = declarationsIn(plainCss(style)).filter(({ name }) => isRelevant(name));
    if (cache.size < MAX_CACHED && style.length <= MAX_CACHED_LENGTH) cache.set(style, declarations);
    return declarations;
  };
  return {
    addSheet: (css) => sheets.add(css),
    hasSheets: () => sheets.size() > 0,
    stylesOf(subject, path, spend) {
      const { attributes } = subject;
      const style = attributes.get('style');
      const declarations = [
        ...attributeStyles(subject),
        ...(sheets.size() === 0 ? [] : sheets.declarationsFor(path(), spend)),
        ...(style === undefined ? [] : inline(style)),
      ];
      if (isOverlong(attributes)) declarations.push(hidden);
      return declarations.length === 0 ? none : cascade(declarations, isValidStyle);
    },
  };
}

function isOverlong(attributes: ReadonlyMap<string, string>): boolean {
  let length = 0;
  for (const [name, value] of attributes) length += name.length + value.length + 4;
  return length > MAX_TAG;
}

/**
 * Returns the styles that follow from an element's name and its attributes other than `style`. Style sheets override
 * these styles.
 */
function attributeStyles({ name, attributes }: Subject): Declaration[] {
  const styles: Declaration[] = [];
  const set = (property: string, value: string) => styles.push({ name: property, value, important: false });
  if (preformattedElements.has(name)) set('white-space', 'pre');
  if (struckElements.has(name)) set('text-decoration', 'line-through');
  if (attributes.size === 0) return styles;
  const colour = (property: string, attribute: string) => {
    const read = legacyColour(attributes.get(attribute)?.slice(0, 200) ?? '');
    if (read !== undefined) set(property, `rgb(${read.rgb.join(' ')} / ${read.alpha})`);
  };
  if (attributes.has('hidden')) set('display', 'none');
  if (attributes.has('color')) colour('color', 'color');
  if (name === 'body') colour('color', 'text');
  if (attributes.has('bgcolor')) colour('background-color', 'bgcolor');
  if ((attributes.get('background') ?? '') !== '') set('background-image', 'url()');
  return styles;
}
