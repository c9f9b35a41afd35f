import { attribute } from '../xml.ts';
import { childOf, descendantOf, type SlideNode } from './slide-tree.ts';

/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `unknown` means pictures, gradients, patterns, transparent fills and colours that are not computed. */
export type Fill = Rgb | 'none' | 'unknown';

/** A theme's fills, by number, and its colours as mapped for one slide. */
export type SlideColours = {
  readonly named: (name: string) => Rgb | undefined;
  readonly theme: SlideNode | undefined;
};

/** Default mappings for names that a colour map leaves out (ECMA-376, part 1, section 19.3.1.6). */
const usualMap: Readonly<Record<string, string>> = { bg1: 'lt1', tx1: 'dk1', bg2: 'lt2', tx2: 'dk2' };

/**
 * Combines a theme with a colour map: the master's map, or a map with which a slide or layout overrides the master's.
 */
export function slideColours(theme: SlideNode | undefined, map: SlideNode | undefined): SlideColours {
  const elements = childOf(theme, 'themeElements');
  const scheme = childOf(elements, 'clrScheme');
  const named = (name: string) => {
    const mapped = (map && attribute(map.attributes, name)) ?? usualMap[name] ?? name;
    const entry = childOf(scheme, mapped);
    // A scheme colour cannot refer to another scheme colour.
    return entry && paintOf(entry, () => undefined)?.colour;
  };
  return { named, theme: elements };
}

/** Names of the elements that set a fill. */
export const fills = ['noFill', 'solidFill', 'gradFill', 'blipFill', 'pattFill', 'grpFill'];
/** Names of the elements that set a colour. */
export const colours = ['srgbClr', 'sysClr', 'schemeClr', 'prstClr', 'scrgbClr', 'hslClr'];

/** Returns the fill that these properties set; undefined if they set none. */
export function fillOf(properties: SlideNode | undefined, { named }: SlideColours): Fill | undefined {
  const fill = childOf(properties, ...fills);
  if (fill === undefined) return undefined;
  if (fill.name === 'noFill') return 'none';
  return fill.name === 'solidFill' ? opaque(fill, named) : 'unknown';
}

/**
 * Returns the fill that a `fillRef` or `bgRef` takes from the theme (ECMA-376, part 1, sections 20.1.4.2.10 and
 * 19.3.1.3). The colour can be determined only for a plain fill that uses the reference's colour.
 */
export function referredFill(
  reference: SlideNode | undefined,
  { named, theme }: SlideColours,
): Fill | undefined {
  if (reference === undefined) return undefined;
  const index = Number(attribute(reference.attributes, 'idx') ?? '0');
  if (index === 0 || index === 1000) return 'none';
  const list = descendantOf(theme, 'fmtScheme', index > 1000 ? 'bgFillStyleLst' : 'fillStyleLst');
  const fill = list?.children[(index > 1000 ? index - 1000 : index) - 1];
  const colour = fill?.name === 'solidFill' ? childOf(fill, 'schemeClr') : undefined;
  const isPlain = colour !== undefined && colour.elements === 0 && colour.attributes['val'] === 'phClr';
  return isPlain ? opaque(reference, named) : 'unknown';
}

function opaque(parent: SlideNode, named: SlideColours['named']): Rgb | 'unknown' {
  const paint = paintOf(parent, named);
  return paint?.alpha === 1 ? paint.colour : 'unknown';
}

/** Returns the colour within an element, with its opacity from 0 to 1; undefined if the colour is unknown. */
export function paintOf(
  parent: SlideNode | undefined,
  named: SlideColours['named'],
): { readonly colour: Rgb; readonly alpha: number } | undefined {
  const element = childOf(parent, ...colours);
  let colour = element && baseColour(element, named);
  if (element === undefined || colour === undefined) return undefined;
  if (element.elements !== element.children.length) return undefined;
  let alpha = 1;
  for (const { name, attributes } of element.children) {
    const part = fraction(attribute(attributes, 'val') ?? '');
    const [red, green, blue]: Rgb = colour;
    if (name === 'alpha') alpha = part;
    // Luminance changes are supported only for greys. Other colours would have to be converted to HSL first.
    else if (!name.startsWith('lum') || red !== green || green !== blue) return undefined;
    else colour = grey(name === 'lumMod' ? red * part : red + 255 * part);
  }
  return colour.some(Number.isNaN) || Number.isNaN(alpha) ? undefined : { colour, alpha };
}

function baseColour({ name, attributes }: SlideNode, named: SlideColours['named']): Rgb | undefined {
  const value = attribute(attributes, 'val') ?? '';
  if (name === 'srgbClr') return fromHex(value);
  if (name === 'sysClr') return fromHex(attribute(attributes, 'lastClr') ?? '');
  if (name === 'schemeClr') return named(value);
  if (name !== 'prstClr') return undefined;
  return value === 'white' ? grey(255) : value === 'black' ? grey(0) : undefined;
}

export function fromHex(text: string): Rgb | undefined {
  if (!/^[0-9a-f]{6}$/i.test(text)) return undefined;
  const channel = (at: number) => Number.parseInt(text.slice(at, at + 2), 16);
  return [channel(0), channel(2), channel(4)];
}

function grey(value: number): Rgb {
  const channel = Math.min(Math.max(value, 0), 255);
  return [channel, channel, channel];
}

/** Percentages are in thousandths of a percent or, in the strict format, have a percent sign. */
function fraction(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text || 'NaN') / 100_000;
}

/** Whether two colours are indistinguishable: no channel differs by more than 15. */
export function isAlike(one: Rgb, other: Rgb): boolean {
  return one.every((channel, index) => Math.abs(channel - (other[index] ?? 0)) <= 15);
}
