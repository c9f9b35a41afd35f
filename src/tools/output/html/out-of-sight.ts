import { splitOutside } from './css/css-text.ts';
import { lengthOf } from './css/number.ts';

type Get = (name: string) => string | undefined;

/** In pixels. An overlay in mail is moved by less. */
const FAR = 200;
const FAR_MARGIN = 400;
/** To the right of any window and below any page. */
const BEYOND = 3_000;
/** A box of this size shows nothing. */
const SLIVER = 2;
/** In pixels: text that is blurred so is not readable. */
const BLURRED = 4;

/** The properties that decide whether an element can be seen at all. */
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

/** Whether an element and all within it is hidden, cut away or moved out of sight. `em` is its font size. */
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

/** A box without room that shows nothing outside of itself. */
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

/** Shapes that leave nothing of the box. What a picture or path cuts out is not judged, so it counts as hidden. */
function isClipped(value: string | undefined, em: number): boolean {
  if (value === undefined) return false;
  const [, name, content = ''] = /^([a-z-]+)\(([^]*)\)/.exec(value.slice(0, 400)) ?? [];
  const inner = content.split(/\bround\b|\bat\b/)[0] ?? '';
  const lengths = splitOutside(inner.replaceAll(',', ' '), ' ').map((part) =>
    lengthOf(part, { em, hundred: 1_000 }),
  );
  const [first = 0, second = first, third = first, fourth = second] = lengths.map(
    (length) => length ?? BEYOND,
  );
  switch (name) {
    case undefined:
      return false;
    case 'rect':
      return (
        lengths.every((length) => length !== undefined) &&
        (third - first <= SLIVER || second - fourth <= SLIVER)
      );
    case 'xywh':
      return third <= SLIVER || fourth <= SLIVER;
    case 'inset':
      return first + third >= 990 || second + fourth >= 990;
    case 'circle':
    case 'ellipse':
      return lengths.length > 0 && Math.min(first, second) <= SLIVER;
    case 'polygon':
      return isLine(inner, em);
    default:
      return true;
  }
}

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
  const number = (value: string) => lengthOf(value, { em, hundred: 1 }) ?? 1;
  const isTiny = (value: string) => Math.abs(number(value)) < 0.15;
  const zoom = get('zoom');
  if (zoom !== undefined && isTiny(zoom) && number(zoom) !== 0) return true;
  if (
    splitOutside(get('scale') ?? '', ' ')
      .slice(0, 2)
      .some(isTiny)
  )
    return true;
  const moved = splitOutside(get('translate') ?? '', ' ');
  if (isFar(moved, em) || turnsAway(get('rotate') ?? '')) return true;
  return splitOutside((get('transform') ?? '').slice(0, 1_000), ' ').some((step) => hides(step, em, isTiny));
}

function hides(step: string, em: number, isTiny: (value: string) => boolean): boolean {
  const open = step.indexOf('(');
  const parts = splitOutside(step.slice(open + 1, -1), ',');
  switch (step.slice(0, open)) {
    case 'scale':
    case 'scalex':
    case 'scaley':
    case 'scale3d':
      return parts.slice(0, 2).some(isTiny);
    case 'matrix': {
      const [a = 1, b = 0, c = 0, d = 1] = parts.map(Number);
      return Math.abs(a * d - b * c) < 0.02 || isFar(parts.slice(4, 6), em);
    }
    case 'matrix3d': {
      const values = parts.map(Number);
      return (
        Math.abs((values[0] ?? 1) * (values[5] ?? 1) - (values[1] ?? 0) * (values[4] ?? 0)) < 0.02 ||
        isFar(parts.slice(12, 14), em)
      );
    }
    case 'translate':
    case 'translatex':
    case 'translatey':
    case 'translate3d':
      return isFar(parts.slice(0, 2), em);
    case 'rotatex':
    case 'rotatey':
      return isEdgeOn(parts[0] ?? '');
    case 'skew':
    case 'skewx':
    case 'skewy':
      return parts.some(isEdgeOn);
    default:
      return false;
  }
}

function isFar(lengths: readonly string[], em: number): boolean {
  return lengths.some((value) => {
    const length = lengthOf(value, { em, hundred: FAR }) ?? 0;
    return length <= -FAR || length >= BEYOND;
  });
}

/** `x 90deg`, `0 1 0 90deg`: around an axis in the plane. */
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
  const opacity = /\bopacity\( ?([^()]{1,40})\)/.exec(value?.slice(0, 400) ?? '')?.[1];
  const blur = /\bblur\( ?([^()]{1,40})\)/.exec(value?.slice(0, 400) ?? '')?.[1];
  const alpha = /\balpha\( ?opacity ?= ?(\d{1,3})/.exec(value?.slice(0, 400) ?? '')?.[1];
  return (
    (lengthOf(opacity ?? '', { em, hundred: 1 }) ?? 1) <= 0.1 ||
    (lengthOf(blur ?? '', { em, hundred: 0 }) ?? 0) >= BLURRED ||
    Number(alpha ?? 100) <= 10
  );
}

/** A mask is not computed, so it counts as one that hides. */
function isMasked(value: string | undefined): boolean {
  return value !== undefined && /\(/.test(value) && !value.startsWith('none');
}
