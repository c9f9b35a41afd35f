import { attribute, type Attributes } from '../xml.ts';
import { isNearWhite } from '../word-styles.ts';

/** Elements for shapes, pictures and groups in Word: first in DrawingML, then in VML, the format of older versions. */
const drawingShapes = new Set('wsp wgp wpc grpSp pic'.split(' '));
const vmlShapes = new Set('shape rect roundrect oval group'.split(' '));

type Fill = 'coloured' | 'white' | 'none';

type Shape = {
  fill: Fill | undefined;
  /** The theme fill that the shape's style refers to. It applies if the shape has no fill of its own. */
  styleFill: Fill | undefined;
  /**
   * Whether a group contains a coloured shape or a picture. Either can be behind the text of the group's other shapes.
   */
  hasColour: boolean;
  /**
   * Whether a group around the shape had colour when the shape began. Only earlier shapes of the group can be behind
   * the shape.
   */
  readonly isOnColour: boolean;
};

/**
 * Finds out whether the shape around some text in Word is coloured (ECMA-376, part 1, sections 20.1.8.54 and
 * 20.1.4.2.10; VML in part 4, section 19.1.2.19). White text in such a shape, such as the title on a cover page, is
 * visible.
 */
export type ShapeFills = {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  isColoured(): boolean;
};

export function createShapeFills(): ShapeFills {
  const open: Shape[] = [];
  /**
   * The path of open elements, starting with the properties or the style of the current shape; empty outside these
   * elements.
   */
  const path: string[] = [];
  return {
    open(name, attributes) {
      if (isShape(name)) open.push(newShape(name, attributes, open.at(-1)));
      const shape = open.at(-1);
      if (shape === undefined) return;
      if (name === 'imagedata') shape.hasColour = true;
      if (name === 'fill' && isTransparentVml(attributes)) shape.fill = 'none';
      if (path.length === 0 && !['spPr', 'grpSpPr', 'style'].includes(name)) return;
      path.push(name);
      if (path[0] === 'style') shape.styleFill = styleFill(path, attributes) ?? shape.styleFill;
      else shape.fill = ownFill(path, attributes) ?? shape.fill;
    },
    close(name) {
      path.pop();
      if (!isShape(name)) return;
      const [shape, group] = [open.pop(), open.at(-1)];
      if (shape && group) group.hasColour ||= shape.hasColour || fillOf(shape) === 'coloured';
    },
    isColoured() {
      const shape = open.at(-1);
      if (shape === undefined) return false;
      const fill = fillOf(shape);
      return fill === 'none' ? shape.isOnColour : fill === 'coloured';
    },
  };
}

function isShape(name: string): boolean {
  return drawingShapes.has(name) || vmlShapes.has(name);
}

function newShape(name: string, attributes: Attributes, group: Shape | undefined): Shape {
  return {
    fill: vmlFill(name, attributes),
    styleFill: undefined,
    hasColour: name === 'pic',
    isOnColour: group !== undefined && (group.hasColour || group.isOnColour),
  };
}

const fills: Readonly<Record<string, Fill>> = {
  noFill: 'none',
  solidFill: 'coloured',
  gradFill: 'coloured',
  blipFill: 'coloured',
  pattFill: 'coloured',
};

/** Returns the fill that the element at the given path in a shape's properties sets, or undefined if it sets none. */
function ownFill(
  [, fill = '', colour, ...deeper]: readonly string[],
  attributes: Attributes,
): Fill | undefined {
  if (colour === undefined) return fills[fill];
  if (fill !== 'solidFill') return undefined;
  if (deeper[0] === 'alpha') return isTransparent(attributes) ? 'none' : undefined;
  return deeper.length === 0 && isWhite(attributes) ? 'white' : undefined;
}

/**
 * Like `ownFill`, but for an element in a shape's style. A style refers to a fill of the theme by index; 0 stands for
 * no fill.
 */
function styleFill(
  [, reference, colour, ...deeper]: readonly string[],
  attributes: Attributes,
): Fill | undefined {
  if (reference !== 'fillRef' || deeper.length > 0) return undefined;
  if (colour === undefined) return attribute(attributes, 'idx') === '0' ? 'none' : 'coloured';
  return isWhite(attributes) ? 'white' : undefined;
}

function fillOf({ fill, styleFill }: Shape): Fill {
  return fill ?? styleFill ?? 'none';
}

/**
 * Returns the fill of a VML shape; undefined for other shapes. A VML colour can be followed by a theme colour, as in
 * `#4472c4 [3204]`.
 */
function vmlFill(name: string, attributes: Attributes): Fill | undefined {
  if (!vmlShapes.has(name) || name === 'group') return undefined;
  if (['f', 'false'].includes(attribute(attributes, 'filled') ?? '')) return 'none';
  if (isTransparentVml(attributes)) return 'none';
  const [, colour = ''] = /^#?(\S*)/.exec(attribute(attributes, 'fillcolor') ?? 'white') ?? [];
  return isWhiteName(colour.toLowerCase()) ? 'white' : 'coloured';
}

/** Minimum opacity at which a fill is visible. */
const LEAST_OPACITY = 0.05;

/** DrawingML gives opacities in thousandths of a percent or, in the strict format, in percent. */
function isTransparent(attributes: Attributes): boolean {
  const opacity = attribute(attributes, 'val') ?? '';
  return Number.parseFloat(opacity) / (opacity.endsWith('%') ? 100 : 100_000) < LEAST_OPACITY;
}

/** VML gives opacities as fractions, or in units of 1/65536 with the suffix `f`. */
function isTransparentVml(attributes: Attributes): boolean {
  const opacity = attribute(attributes, 'opacity') ?? '1';
  return Number.parseFloat(opacity) / (opacity.endsWith('f') ? 65_536 : 1) < LEAST_OPACITY;
}

/** Whether the attributes of a colour describe white. */
function isWhite(attributes: Attributes): boolean {
  return isWhiteName(attribute(attributes, 'lastClr') ?? attribute(attributes, 'val') ?? '');
}

function isWhiteName(colour: string): boolean {
  return ['bg1', 'lt1', 'white', 'window', 'fff'].includes(colour) || isNearWhite(colour);
}
