import { colours, fills, isAlike, paintOf, type Fill, type Rgb, type SlideColours } from './slide-colours.ts';
import { contains, mayOverlap } from './slide-places.ts';
import type { Shape } from './slide-shapes.ts';
import { childOf, type SlideNode } from './slide-tree.ts';

/**
 * What is behind a piece of text: the fill of the shape or cell that contains it, the shapes below, and the background.
 */
export type Behind = {
  readonly fill: Fill;
  /** All shapes in drawing order, and the index of the shape that contains the text. */
  readonly drawn: readonly Shape[];
  readonly position: number;
  readonly background: Fill;
};

/** Below this opacity, text is invisible on any background. */
const FAINTEST = 0.05;

/** Whether a run has the same colour as the area behind the run. The run's colour can be its own or inherited. */
export function isUnseenRun(
  run: SlideNode,
  { named }: SlideColours,
  behind: Behind,
  inherited: readonly SlideNode[],
): boolean {
  const own = childOf(run, 'rPr');
  const looks = own === undefined ? inherited : [own, ...inherited];
  if (looks.some(isDecorated)) return false;
  const filled = looks.find((look) => childOf(look, ...(isReference(look) ? colours : fills)) !== undefined);
  if (filled === undefined) return false;
  if (childOf(filled, 'noFill')) return true;
  const paint = paintOf(isReference(filled) ? filled : childOf(filled, 'solidFill'), named);
  if (paint === undefined) return false;
  if (paint.alpha < FAINTEST) return true;
  const highlight = looks.map((look) => childOf(look, 'highlight')).find((one) => one !== undefined);
  if (highlight === undefined) return isHiddenBy(behind, paint.colour);
  const marked = paintOf(highlight, named);
  return marked !== undefined && marked.alpha === 1 && isAlike(marked.colour, paint.colour);
}

/** Whether an element is a reference to a theme font. Such a reference can have a colour but not a fill. */
function isReference({ name }: SlideNode): boolean {
  return name === 'fontRef';
}

/** Whether text has an outline, an effect such as a shadow, or a link. Links have the theme's link colour. */
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
