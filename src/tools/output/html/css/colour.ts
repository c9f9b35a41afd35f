import { namedColours } from './named-colours.ts';
import { splitOutside } from './css-text.ts';
import { lengthOf } from './number.ts';

/** Red, green and blue from 0 to 255, alpha from 0 to 1. */
export type Colour = { readonly rgb: readonly [number, number, number]; readonly alpha: number };

export const black: Colour = { rgb: [0, 0, 0], alpha: 1 };
export const white: Colour = { rgb: [255, 255, 255], alpha: 1 };

/** A valid CSS colour that is not computed here, such as `color-mix()`. */
export const UNKNOWN = 'unknown';

/** Parses a colour in plain CSS; returns undefined if the text is not a colour. */
export function colourOf(css: string): Colour | typeof UNKNOWN | undefined {
  if (css === 'transparent') return { rgb: [0, 0, 0], alpha: 0 };
  const known = namedColours.get(css);
  if (known !== undefined) return ofHex(known);
  if (css.startsWith('#'))
    return /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(css) ? ofHex(css.slice(1)) : undefined;
  const open = css.indexOf('(');
  if (open < 1 || !css.endsWith(')') || !/^-{0,2}[a-z][-a-z0-9]*$/.test(css.slice(0, open))) return undefined;
  return ofFunction(css.slice(0, open), css.slice(open + 1, -1));
}

/** Parses a colour from an HTML attribute (HTML standard, legacy colours), where the `#` is optional. */
export function legacyColour(given: string): Colour | undefined {
  const css = given.trim().toLowerCase();
  if (css === '' || css === 'transparent') return undefined;
  const colour = colourOf(css) ?? colourOf(`#${css}`);
  if (colour !== undefined && colour !== UNKNOWN) return colour;
  const digits = css
    .slice(0, 128)
    .replace(/^#/, '')
    .replaceAll(/[^0-9a-f]/g, '0');
  const third = Math.max(1, Math.ceil(digits.length / 3));
  const parts = [0, 1, 2].map((at) => digits.padEnd(third * 3, '0').slice(at * third, at * third + third));
  return ofHex(parts.map((part) => part.slice(-8).slice(0, 2).padStart(2, '0')).join(''));
}

function ofHex(digits: string): Colour {
  const long = digits.length > 4 ? digits : digits.replaceAll(/./g, '$&$&');
  const at = (from: number) => Number.parseInt(long.slice(from, from + 2), 16);
  return { rgb: [at(0), at(2), at(4)], alpha: long.length === 8 ? at(6) / 255 : 1 };
}

function ofFunction(name: string, content: string): Colour | typeof UNKNOWN | undefined {
  if (name === 'light-dark') return colourOf(splitOutside(content, ',')[0] ?? '');
  const parts = splitOutside(
    content.replaceAll(/[,/]/g, (mark) => ` ${mark} `),
    ' ',
  ).filter((part) => !/^[,/]$/.test(part));
  if (parts[0] === 'from' || parts.length > 5) return UNKNOWN;
  const numbers = (hundreds: readonly number[], from = 0) =>
    hundreds.map((hundred, index) => numberOf(parts[from + index] ?? 'none', hundred));
  const alphaAt = (at: number) => Math.min(1, Math.max(0, numberOf(parts[at] ?? '1', 1)));
  return functions.get(name)?.(numbers, alphaAt, parts) ?? (functions.has(name) ? undefined : UNKNOWN);
}

type Numbers = (hundreds: readonly number[], from?: number) => number[];
type ColourFunction = (
  numbers: Numbers,
  alphaAt: (index: number) => number,
  parts: readonly string[],
) => Colour | typeof UNKNOWN | undefined;

const rgb: ColourFunction = (numbers, alphaAt) => colour(numbers([255, 255, 255]), alphaAt(3));

const hsl: ColourFunction = (numbers, alphaAt) => {
  const [hue = 0, saturation = 0, lightness = 0] = numbers([360, 100, 100]);
  return colour(ofHsl(hue, saturation / 100, lightness / 100), alphaAt(3));
};

const hwb: ColourFunction = (numbers, alphaAt) => {
  const [hue = 0, whiteness = 0, blackness = 0] = numbers([360, 100, 100]);
  const total = Math.max(1, (whiteness + blackness) / 100);
  const [w, b] = [whiteness / 100 / total, blackness / 100 / total];
  const mixed = ofHsl(hue, 1, 0.5).map((value) => value * (1 - w - b) + w * 255);
  return colour(mixed, alphaAt(3));
};

const inSpace: ColourFunction = (numbers, alphaAt, parts) => {
  if (parts[0]?.startsWith('xyz') === true) return UNKNOWN;
  const values = numbers([1, 1, 1], 1).map((value) => value * 255);
  return colour(values, alphaAt(4));
};

const byLightness = (name: string): readonly [string, ColourFunction] => [
  name,
  (numbers, alphaAt) =>
    ofLightness(name, numbers(name.startsWith('ok') ? [1, 0.4, 0.4] : [100, 125, 125]), alphaAt(3)),
];

const functions: ReadonlyMap<string, ColourFunction> = new Map<string, ColourFunction>([
  ['rgb', rgb],
  ['rgba', rgb],
  ['hsl', hsl],
  ['hsla', hsl],
  ['hwb', hwb],
  ['color', inSpace],
  ...['lab', 'lch', 'oklab', 'oklch'].map(byLightness),
]);

function colour(rgb: readonly number[], alpha: number): Colour | undefined {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => Math.min(255, Math.max(0, Math.round(value))));
  return [red, green, blue, alpha].some(Number.isNaN) ? undefined : { rgb: [red, green, blue], alpha };
}

function numberOf(part: string, hundred: number): number {
  if (part === 'none') return 0;
  const angle = /^(.{1,40}?)(deg|grad|rad|turn)$/.exec(part);
  const scale = { deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 }[angle?.[2] ?? ''] ?? 1;
  return (lengthOf(angle?.[1] ?? part, { em: Number.NaN, hundred }) ?? Number.NaN) * scale;
}

function ofHsl(hue: number, saturation: number, lightness: number): number[] {
  const [s, l] = [saturation, lightness].map((value) => Math.min(1, Math.max(0, value))) as [number, number];
  return [0, 8, 4].map((shift) => {
    const k = (((shift + hue / 30) % 12) + 12) % 12;
    return 255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  });
}

/**
 * See CSS Color 4, sections 9 and 10. Lab is treated as Oklab, which is accurate enough for a comparison with a
 * background.
 */
function ofLightness(
  name: string,
  [given = 0, second = 0, third = 0]: readonly number[],
  alpha: number,
): Colour | undefined {
  const isOk = name.startsWith('ok');
  const turn = (third * Math.PI) / 180;
  const polar = name.endsWith('h');
  const scale = isOk ? 1 : 0.0032;
  const a = (polar ? second * Math.cos(turn) : second) * scale;
  const b = (polar ? second * Math.sin(turn) : third) * scale;
  const lightness = isOk ? given : given / 100;
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return colour(
    linear.map((value) => 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)),
    alpha,
  );
}

/** Returns the colour that results from painting `top` over `below`. */
export function over(top: Colour, below: Colour, opacity = 1): Colour {
  const alpha = top.alpha * opacity;
  const mixed = top.rgb.map((value, index) => value * alpha + (below.rgb[index] ?? 0) * (1 - alpha));
  return { rgb: mixed as [number, number, number], alpha: 1 };
}

/** Whether text in this colour is invisible on the background, because the colours are the same or too similar. */
export function blends(text: Colour, background: Colour): boolean {
  return text.rgb.every((value, index) => Math.abs(value - (background.rgb[index] ?? 0)) <= 24);
}
