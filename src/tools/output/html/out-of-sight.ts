import { splitOutside } from './css/css-text.ts';
import { lengthOf } from './css/number.ts';

type Get = (name: string) => string | undefined;

/**
 * Minimum distance, in pixels, by which a box must be moved to be out of sight. Overlays in real email are moved by
 * smaller distances.
 */
const FAR = 200;
const FAR_MARGIN = 400;
/** An offset in pixels that is beyond the right edge of any window and the bottom of any page. */
const BEYOND = 3_000;
/** A box of this size in pixels, or smaller, is too small to show text. */
const SLIVER = 2;
/** Minimum blur radius in pixels that makes text unreadable. */
const BLURRED = 4;

/** The properties that can hide a whole element. */
export const hidingProperties = [
  'display',
  'mso-hide',
  'content-visibility',
  'overflow',
  'width',
  'max-width',
  'height',
  'max-height',
  'padding',
  'padding-top',
  'padding-bottom',
  'left',
  'right',
  'top',
  'bottom',
  'margin-left',
  'margin-right',
  'margin-top',
  'margin-bottom',
  'clip',
  'clip-path',
  'transform',
  'scale',
  'rotate',
  'translate',
  'zoom',
  'filter',
  'mask',
  'mask-image',
  'offset-path',
] as const;

/**
 * Whether an element and everything inside it is hidden, clipped or moved out of sight. `em` is the element's font
 * size.
 */
export function isOutOfSight(get: Get, em: number): boolean {
  const display = get('display') ?? '';
  return (
    /^none\b/.test(display) ||
    get('mso-hide') === 'all' ||
    get('content-visibility') === 'hidden' ||
    isCutAway(get, em) ||
    isMovedAway(get, em) ||
    isClipped(get('clip'), em) ||
    isClipped(get('clip-path'), em) ||
    isTransformedAway(get, em) ||
    isFiltered(get('filter'), em) ||
    isMasked(get('mask') ?? get('mask-image'))
  );
}

/** Whether a box is too small to show its content and clips whatever does not fit. */
function isCutAway(get: Get, em: number): boolean {
  const overflow = get('overflow');
  if (overflow === undefined || !/\b(?:hidden|clip|scroll|auto)\b/.test(overflow)) return false;
  const isSliver = (name: string) => (lengthOf(get(name) ?? '', { em, hundred: 1_000 }) ?? BEYOND) <= SLIVER;
  if (isSliver('width') || isSliver('max-width')) return true;
  if (!isSliver('height') && !isSliver('max-height')) return false;
  const [top = '', , bottom = top] = splitOutside(get('padding') ?? '', ' ');
  const padding = [get('padding-top') ?? top, get('padding-bottom') ?? bottom].map(
    (value) => lengthOf(value, { em, hundred: 1_000 }) ?? 0,
  );
  return Math.max(...padding) < 6;
}

function isMovedAway(get: Get, em: number): boolean {
  const at = (name: string) => {
    const value = get(name);
    return value === undefined ? 0 : (lengthOf(value, { em, hundred: 300 }) ?? 0);
  };
  const beyond = (name: string) => at(name) <= -FAR || at(name) >= BEYOND;
  const pulled = (name: string) => at(name) <= -FAR_MARGIN || at(name) >= BEYOND;
  return (
    ['left', 'right', 'top', 'bottom'].some(beyond) ||
    ['margin-left', 'margin-right', 'margin-top', 'margin-bottom'].some(pulled)
  );
}

/** Whether a shape clips the entire box. Pictures and paths are not evaluated, so they count as hiding the box. */
function isClipped(value: string | undefined, em: number): boolean {
  if (value === undefined) return false;
  const [, name, content = ''] = /^([a-z-]+)\(([^]*)\)/.exec(value.slice(0, 400)) ?? [];
  const inner = content.split(/\bround\b|\bat\b/)[0] ?? '';
  const lengths = splitOutside(inner.replaceAll(',', ' '), ' ').map((part) =>
    lengthOf(part, { em, hundred: 1_000 }),
  );
  if (name === undefined) return false;
  if (name === 'polygon') return isLine(inner, em);
  return shapes.get(name)?.(lengths) ?? true;
}

type Shape = (lengths: readonly (number | undefined)[]) => boolean;

const isPoint: Shape = ([width = BEYOND, height = width]) => Math.min(width, height) <= SLIVER;

/**
 * Maps each CSS shape function to a check of whether the shape hides everything. Percentages are relative to 1,000
 * pixels.
 */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    'rect',
    ([top, right, bottom, left]) =>
      top !== undefined &&
      right !== undefined &&
      bottom !== undefined &&
      left !== undefined &&
      (bottom - top <= SLIVER || right - left <= SLIVER),
  ],
  ['xywh', ([, , width = BEYOND, height = BEYOND]) => Math.min(width, height) <= SLIVER],
  [
    'inset',
    ([top = BEYOND, right = top, bottom = top, left = right]) => top + bottom >= 990 || right + left >= 990,
  ],
  ['circle', isPoint],
  ['ellipse', isPoint],
]);

function isLine(points: string, em: number): boolean {
  const pairs = splitOutside(points, ',').map((point) =>
    splitOutside(point, ' ').map((part) => lengthOf(part, { em, hundred: 1_000 }) ?? 0),
  );
  const extent = (axis: 0 | 1) => {
    const values = pairs.filter((pair) => pair.length === 2).map((pair) => pair[axis] ?? 0);
    return Math.max(...values) - Math.min(...values);
  };
  return extent(0) <= SLIVER || extent(1) <= SLIVER || Number.isNaN(extent(0));
}

function isTransformedAway(get: Get, em: number): boolean {
  const zoom = get('zoom');
  if (zoom !== undefined && isTiny(zoom) && factorOf(zoom) !== 0) return true;
  if (
    splitOutside(get('scale') ?? '', ' ')
      .slice(0, 2)
      .some(isTiny)
  )
    return true;
  const moved = splitOutside(get('translate') ?? '', ' ');
  if (isFar(moved, em) || turnsAway(get('rotate') ?? '')) return true;
  return splitOutside((get('transform') ?? '').slice(0, 1_000), ' ').some((step) => hides(step, em));
}

type Step = (parts: readonly string[], em: number) => boolean;

const scales: Step = (parts) => parts.slice(0, 2).some(isTiny);
const moves: Step = (parts, em) => isFar(parts.slice(0, 2), em);
const turns: Step = ([angle = '']) => isEdgeOn(angle);
const skews: Step = (parts) => parts.some(isEdgeOn);

/** Maps the name of a transform function to a check of whether it hides the box. */
const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ...['scale', 'scalex', 'scaley', 'scale3d'].map((name) => [name, scales] as const),
  ...['translate', 'translatex', 'translatey', 'translate3d'].map((name) => [name, moves] as const),
  ...['rotatex', 'rotatey'].map((name) => [name, turns] as const),
  ...['skew', 'skewx', 'skewy'].map((name) => [name, skews] as const),
  ['matrix', (parts, em) => isFlat(parts, [0, 1, 2, 3]) || isFar(parts.slice(4, 6), em)],
  ['matrix3d', (parts, em) => isFlat(parts, [0, 1, 4, 5]) || isFar(parts.slice(12, 14), em)],
]);

function hides(step: string, em: number): boolean {
  const open = step.indexOf('(');
  return steps.get(step.slice(0, open))?.(splitOutside(step.slice(open + 1, -1), ','), em) ?? false;
}

/** Whether a matrix reduces the box to a line or a point. */
function isFlat(parts: readonly string[], at: readonly number[]): boolean {
  const [a = 1, b = 0, c = 0, d = 1] = at.map((index) => Number(parts[index] ?? Number.NaN));
  return Math.abs(a * d - b * c) < 0.02;
}

const factorOf = (value: string): number => lengthOf(value, { em: Number.NaN, hundred: 1 }) ?? 1;
const isTiny = (value: string): boolean => Math.abs(factorOf(value)) < 0.15;

function isFar(lengths: readonly string[], em: number): boolean {
  return lengths.some((value) => {
    const length = lengthOf(value, { em, hundred: FAR }) ?? 0;
    return length <= -FAR || length >= BEYOND;
  });
}

/** Whether a rotation around an axis in the plane, such as `x 90deg` or `0 1 0 90deg`, hides the box. */
function turnsAway(value: string): boolean {
  const parts = splitOutside(value, ' ');
  return parts.length > 1 && parts[0] !== 'z' && isEdgeOn(parts.at(-1) ?? '');
}

function isEdgeOn(angle: string): boolean {
  const [, number = '', unit = ''] = /^(-?[\d.]{1,12})(deg|grad|rad|turn)$/.exec(angle) ?? [];
  const degrees = Number(number || 0) * ({ deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 }[unit] ?? 1);
  return Math.abs(Math.cos((degrees * Math.PI) / 180)) < 0.05;
}

function isFiltered(value: string | undefined, em: number): boolean {
  if (value === undefined) return false;
  const given = value.slice(0, 400);
  const number = (pattern: RegExp, hundred: number) =>
    lengthOf(pattern.exec(given)?.[1] ?? '', { em, hundred });
  return (
    (number(/\bopacity\( ?([^()]{1,40})\)/, 1) ?? 1) <= 0.1 ||
    (number(/\bblur\( ?([^()]{1,40})\)/, 0) ?? 0) >= BLURRED ||
    (number(/\balpha\( ?opacity ?= ?(\d{1,3})/, 100) ?? 100) <= 10
  );
}

/** Masks are not evaluated, so they count as hiding the element. */
function isMasked(value: string | undefined): boolean {
  return value !== undefined && value.includes('(') && !value.startsWith('none');
}
