import { attribute } from '../xml.ts';
import { childOf, type SlideNode } from './slide-tree.ts';

/** A rectangle on the slide, in English metric units; undefined if its position is unknown. */
export type Box =
  | { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
  | undefined;

/** Converts a position within groups to the position on the slide. */
export type Placing = (box: Box) => Box;

/**
 * Returns the box that an `xfrm` describes (ECMA-376, part 1, section 20.1.7.6). The position of a rotated box counts
 * as unknown.
 */
export function boxOf(xfrm: SlideNode | undefined): Box {
  return boxFrom(xfrm, 'off', 'ext');
}

function boxFrom(xfrm: SlideNode | undefined, offset: string, extent: string): Box {
  const [off, ext] = [childOf(xfrm, offset), childOf(xfrm, extent)];
  if (xfrm === undefined || off === undefined || ext === undefined) return undefined;
  if (Number(attribute(xfrm.attributes, 'rot') ?? '0') !== 0) return undefined;
  const [left, top] = [numberIn(off, 'x'), numberIn(off, 'y')];
  const box = { left, top, right: left + numberIn(ext, 'cx'), bottom: top + numberIn(ext, 'cy') };
  return Object.values(box).some(Number.isNaN) ? undefined : box;
}

function numberIn({ attributes }: SlideNode, name: string): number {
  return Number(attribute(attributes, name) ?? 'NaN');
}

/** Returns the conversion for the children of a group, given the conversion for the group itself. */
export function placingOf(group: SlideNode, outer: Placing): Placing {
  const xfrm = childOf(childOf(group, 'grpSpPr'), 'xfrm');
  const [to, from] = [boxOf(xfrm), boxFrom(xfrm, 'chOff', 'chExt')];
  if (to === undefined || from === undefined || from.right === from.left || from.bottom === from.top)
    return () => undefined;
  const across = (to.right - to.left) / (from.right - from.left);
  const down = (to.bottom - to.top) / (from.bottom - from.top);
  return (box) =>
    box &&
    outer({
      left: to.left + (box.left - from.left) * across,
      top: to.top + (box.top - from.top) * down,
      right: to.left + (box.right - from.left) * across,
      bottom: to.top + (box.bottom - from.top) * down,
    });
}

/** Whether two boxes touch, or might touch because a position is unknown. */
export function mayOverlap(one: Box, other: Box): boolean {
  if (one === undefined || other === undefined) return true;
  return (
    one.left <= other.right && other.left <= one.right && one.top <= other.bottom && other.top <= one.bottom
  );
}

/** Whether the first box is known to contain the second box. */
export function contains(one: Box, other: Box): boolean {
  if (one === undefined || other === undefined) return false;
  return (
    one.left <= other.left && other.right <= one.right && one.top <= other.top && other.bottom <= one.bottom
  );
}
