import { isAlike, paintOf, type Fill, type Rgb, type SlideColours } from './slide-colours.ts';
import { contains, mayOverlap } from './slide-places.ts';
import type { Shape } from './slide-shapes.ts';
import { childOf, type SlideNode } from './slide-tree.ts';

/** What is behind a text: the fill of its own shape or cell, the shapes below that, and the background. */
export type Behind = {
  readonly fill: Fill;
  /** All shapes in the order in which they are drawn, and the position of the text's own shape. */
  readonly drawn: readonly Shape[];
  readonly position: number;
  readonly background: Fill;
};

/** Below this opacity, text cannot be seen on any background. */
const FAINTEST = 0.05;

/** Whether the colour that a run sets for itself cannot be told from what is behind it. */
export function isUnseenRun(run: SlideNode, { named }: SlideColours, behind: Behind): boolean {
  const look = childOf(run, 'rPr');
  if (look === undefined || isDecorated(look)) return false;
  if (childOf(look, 'noFill')) return true;
  const paint = paintOf(childOf(look, 'solidFill'), named);
  if (paint === undefined) return false;
  if (paint.alpha < FAINTEST) return true;
  const highlight = childOf(look, 'highlight');
  if (highlight === undefined) return isHiddenBy(behind, paint.colour);
  const marked = paintOf(highlight, named);
  return marked !== undefined && marked.alpha === 1 && isAlike(marked.colour, paint.colour);
}

/** Whether a run has an outline, an effect such as a shadow, or a link, which has the theme's colour for links. */
function isDecorated(look: SlideNode): boolean {
  if (childOf(look, 'hlinkClick', 'hlinkMouseOver')) return true;
  const outline = childOf(look, 'ln');
  const hasOutline = outline !== undefined && outline.elements > 0 && !childOf(outline, 'noFill');
  return hasOutline || (childOf(look, 'effectLst', 'effectDag')?.elements ?? 0) > 0;
}

function isHiddenBy({ fill, drawn, position, background }: Behind, colour: Rgb): boolean {
  if (fill !== 'none') return hides(fill, colour);
  const box = drawn[position]?.box;
  for (let at = position - 1; at >= 0; at -= 1) {
    const lower = drawn[at];
    if (lower === undefined || lower.fill === 'none' || !mayOverlap(lower.box, box)) continue;
    if (!hides(lower.fill, colour)) return false;
    if (lower.isRectangle && contains(lower.box, box)) return true;
  }
  return hides(background, colour);
}

function hides(fill: Fill, colour: Rgb): boolean {
  return fill !== 'unknown' && fill !== 'none' && isAlike(fill, colour);
}
