import { black, blends, colourOf, over, UNKNOWN, white, type Colour } from './css/colour.ts';
import { lengthOf } from './css/number.ts';
import { withVariables, type Styles } from './css/styles.ts';
import { hidingProperties as hidingNames, isOutOfSight } from './out-of-sight.ts';

/** The visual properties of the text in an element. */
export type Look = {
  /** False if nothing inside the element can be visible, regardless of its own styles. */
  readonly shown: boolean;
  /** CSS `visibility`, which descendants can override. */
  readonly visible: boolean;
  /** Font size in pixels. */
  readonly size: number;
  /** Undefined if the colour cannot be computed. */
  readonly colour: Colour | undefined;
  /** The colours behind the text: several for a gradient. */
  readonly grounds: readonly Colour[];
  /** Whether a picture covers the colours behind the text. */
  readonly onPicture: boolean;
  readonly opacity: number;
  readonly indent: number;
  readonly spacing: number;
  readonly variables: ReadonlyMap<string, string>;
  readonly preformatted: boolean;
  /** Whether a line is drawn through the text. */
  readonly struck: boolean;
  /** Whether a style makes the text superscript. The element `sup` is not taken into account. */
  readonly raised: boolean;
};

export const pageLook: Look = {
  shown: true,
  visible: true,
  size: 16,
  colour: black,
  grounds: [white],
  onPicture: false,
  opacity: 1,
  indent: 0,
  spacing: 0,
  variables: new Map(),
  preformatted: false,
  struck: false,
  raised: false,
};

/** Minimum font size of readable text, in pixels. */
const MIN_FONT_SIZE = 3;
const MIN_OPACITY = 0.1;
const MAX_VARIABLES = 64;

/**
 * Whether a reader sees text with this look. `doubtful` means that the text is on a picture and has about the same
 * colour as the background behind that picture.
 */
export function visibilityOf(look: Look): 'seen' | 'doubtful' | 'hidden' {
  const { shown, visible, size, colour, grounds, opacity, indent, spacing, onPicture } = look;
  if (!shown || !visible || size < MIN_FONT_SIZE || opacity <= MIN_OPACITY) return 'hidden';
  if (indent <= -100 || indent >= 1_000 || spacing <= -0.4 * size) return 'hidden';
  if (colour === undefined || colour.alpha * opacity <= MIN_OPACITY) return 'hidden';
  if (!grounds.every((ground) => blends(over(colour, ground, opacity), ground))) return 'seen';
  return onPicture ? 'doubtful' : 'hidden';
}

/** Returns the look of an element with these styles, inside an element with the look `around`. */
export function lookWith(styles: Styles, around: Look): Look {
  if (styles.size === 0) return around;
  const variables = variablesOf(styles, around.variables);
  const get = (name: string): string | undefined => {
    const value = styles.get(name);
    return value === undefined ? undefined : withVariables(value, variables);
  };
  const size = fontSizeOf(get('font-size'), around.size);
  const fill = colourWithin(get('-webkit-text-fill-color') ?? get('color'), around.colour);
  const cutOut = get('background-clip') === 'text' && get('background-image') !== undefined;
  return {
    shown: around.shown && !(hidingNames.some((name) => styles.has(name)) && isOutOfSight(get, size)),
    visible: visibleOf(get('visibility'), around.visible),
    size,
    ...groundsOf(get, around),
    colour: cutOut ? black : fill,
    ...(cutOut && { grounds: [white] }),
    opacity: around.opacity * opacityOf(get('opacity')),
    indent: lengthOf(get('text-indent') ?? '', { em: size, hundred: 1_000 }) ?? around.indent,
    spacing: lengthOf(get('letter-spacing') ?? '', { em: size, hundred: size }) ?? around.spacing,
    variables,
    preformatted: preformattedOf(get('white-space'), around.preformatted),
    struck: around.struck || isStruck(get),
    raised: around.raised || get('vertical-align') === 'super',
  };
}

/** Whether a browser would accept the value. If not, an earlier value stays in effect. */
export function isValidStyle(name: string, value: string): boolean {
  switch (name) {
    case 'color':
    case '-webkit-text-fill-color':
    case 'background-color':
      return /^(?:inherit|currentcolor|unset|revert)$/.test(value) || colourOf(value) !== undefined;
    case 'font-size':
      return isKeyword(value) || fontSizes.has(value) || isLength(value, 0);
    case 'opacity':
      return isKeyword(value) || isLength(value, Number.NEGATIVE_INFINITY);
    case 'visibility':
      return isKeyword(value) || /^(?:visible|hidden|collapse)$/.test(value);
    case 'display':
      return (
        /^[a-z]+(?:-[a-z]+)*(?: [a-z-]+){0,2}$/.test(value) &&
        !/^(?:hidden|visible|show|true|false|important)$/.test(value)
      );
    default:
      return value !== '';
  }
}

function isLength(value: string, least: number): boolean {
  const length = lengthOf(value, { em: 16, hundred: 16 });
  return (length !== undefined && length >= least) || /^-?[a-z-]+\(.*\)$/.test(value.slice(0, 400));
}

function isKeyword(value: string): boolean {
  return /^(?:inherit|initial|unset|revert)$/.test(value);
}

function variablesOf(styles: Styles, around: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...styles].filter(([name]) => name.startsWith('--'));
  if (own.length === 0) return around;
  return new Map([...around, ...own].slice(0, MAX_VARIABLES));
}

const fontSizes: ReadonlyMap<string, number> = new Map([
  ['xx-small', 9],
  ['x-small', 10],
  ['small', 13],
  ['medium', 16],
  ['large', 18],
  ['x-large', 24],
  ['xx-large', 32],
  ['xxx-large', 48],
  ['initial', 16],
]);

/** Returns the font size in pixels. A size that cannot be computed counts as 0. */
function fontSizeOf(value: string | undefined, around: number): number {
  if (value === undefined || value === 'inherit' || value === 'unset' || value === 'revert') return around;
  if (value === 'smaller') return around / 1.2;
  if (value === 'larger') return around * 1.2;
  return fontSizes.get(value) ?? lengthOf(value, { em: around, hundred: around }) ?? 0;
}

function opacityOf(value: string | undefined): number {
  if (value === undefined || isKeyword(value)) return 1;
  return Math.min(1, Math.max(0, lengthOf(value, { em: Number.NaN, hundred: 1 }) ?? 0));
}

function visibleOf(value: string | undefined, around: boolean): boolean {
  if (value === undefined || value === 'inherit' || value === 'unset' || value === 'revert') return around;
  return value !== 'hidden' && value !== 'collapse';
}

function preformattedOf(value: string | undefined, around: boolean): boolean {
  return value === undefined || value === 'inherit' ? around : /^(?:pre|break-spaces)/.test(value);
}

/** Whether an element's text is struck through. The line also runs through the text of nested elements. */
function isStruck(get: (name: string) => string | undefined): boolean {
  return /\bline-through\b/.test(get('text-decoration-line') ?? get('text-decoration') ?? '');
}

function colourWithin(value: string | undefined, around: Colour | undefined): Colour | undefined {
  if (value === undefined || /^(?:inherit|currentcolor|unset|revert)$/.test(value)) return around;
  const colour = colourOf(value);
  return colour === UNKNOWN ? undefined : (colour ?? around);
}

function groundsOf(
  get: (name: string) => string | undefined,
  around: Look,
): Pick<Look, 'grounds' | 'onPicture'> {
  const [image = '', colour] = [get('background-image'), get('background-color')];
  if (image === '' && colour === undefined) return { grounds: around.grounds, onPicture: around.onPicture };
  const read = colour === undefined ? undefined : colourOf(colour);
  const own = read === UNKNOWN ? undefined : read;
  const grounds = own === undefined ? around.grounds : around.grounds.map((ground) => over(own, ground));
  const covers = own !== undefined && own.alpha === 1;
  const onPicture =
    image.includes('url(') ||
    /(?:image-set|cross-fade|element|paint)\(/.test(image) ||
    (around.onPicture && !covers);
  return {
    onPicture,
    grounds: image.includes('gradient(') ? stopsOf(image.slice(0, 2_000), grounds) : grounds,
  };
}

/** Returns the colours of a gradient, blended with the colours behind the gradient. */
function stopsOf(gradient: string, behind: readonly Colour[]): readonly Colour[] {
  const words =
    gradient.replaceAll(/[a-z-]{0,30}gradient\(/g, ' ').match(/#[0-9a-f]{3,8}|[a-z-]+\([^()]*\)|[a-z]+/g) ??
    [];
  const colours = words
    .slice(0, 24)
    .map(colourOf)
    .filter((colour) => colour !== undefined && colour !== UNKNOWN);
  if (colours.length === 0) return behind;
  return colours.flatMap((colour) => behind.slice(0, 4).map((ground) => over(colour, ground))).slice(0, 16);
}
