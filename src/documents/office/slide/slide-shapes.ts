import { attribute } from '../xml.ts';
import { fillOf, referredFill, type Fill, type SlideColours } from './slide-colours.ts';
import { boxOf, placingOf, type Box, type Placing } from './slide-places.ts';
import { childOf, descendantOf, type SlideNode } from './slide-tree.ts';
import { inheritedLooks, type InheritedLooks } from './text-styles.ts';

/** Something drawn on a slide. Later shapes are above earlier shapes. */
export type Shape = {
  readonly node: SlideNode;
  readonly box: Box;
  readonly fill: Fill;
  /** Whether the shape fills its whole box. */
  readonly isRectangle: boolean;
  readonly isPlaceholder: boolean;
  /**
   * The text formatting that the shape inherits. Empty for tables and other frames, because their formatting is
   * unknown.
   */
  readonly looks: InheritedLooks;
};

/** What determines the appearance of a part's shapes. */
export type Surroundings = {
  readonly colours: SlideColours;
  readonly background: Fill;
  /** What placeholders inherit from: the layout, then the master. */
  readonly inherited: readonly (SlideNode | undefined)[];
  readonly presentation: SlideNode | undefined;
};

/** Returns the shapes of a slide, layout or master. */
export function shapesOf(root: SlideNode | undefined, surroundings: Surroundings): Shape[] {
  const shapes: Shape[] = [];
  const visit = (parent: SlideNode | undefined, placing: Placing): void => {
    for (const node of parent?.children ?? []) {
      if (node.name === 'grpSp') visit(node, placingOf(node, placing));
      else if (node.name === 'AlternateContent' || node.name === 'Choice') visit(node, placing);
      else if (node.name === 'sp') shapes.push(shapeOf(node, placing, surroundings));
      else if (node.name === 'pic' || node.name === 'graphicFrame') {
        const xfrm = childOf(node, 'xfrm') ?? descendantOf(node, 'spPr', 'xfrm');
        const box = placing(boxOf(xfrm));
        shapes.push({
          node,
          box,
          fill: 'unknown',
          isRectangle: true,
          isPlaceholder: false,
          looks: () => [],
        });
      }
    }
  };
  visit(descendantOf(root, 'cSld', 'spTree'), (box) => box);
  return shapes;
}

function shapeOf(node: SlideNode, placing: Placing, surroundings: Surroundings): Shape {
  const { colours, background, inherited, presentation } = surroundings;
  const properties = childOf(node, 'spPr');
  const placeholder = placeholderOf(node);
  const models = placeholder ? inherited.flatMap((root) => modelOf(root, placeholder) ?? []) : [];
  const usesBackground = ['1', 'true'].includes(attribute(node.attributes, 'useBgFill') ?? '');
  const own = [node, ...models].map((one) => ownFill(one, colours)).find((fill) => fill !== undefined);
  const xfrm = childOf(properties, 'xfrm');
  const geometry = childOf(properties, 'prstGeom')?.attributes['prst'];
  const model = models.map((one) => descendantOf(one, 'spPr', 'xfrm')).find((one) => one !== undefined);
  const type = placeholder && typeOf(placeholder);
  return {
    node,
    looks: inheritedLooks(node, { models, type, master: inherited.at(-1), presentation }),
    box: xfrm === undefined ? boxOf(model) : placing(boxOf(xfrm)),
    fill: usesBackground ? background : (own ?? 'none'),
    isRectangle: geometry === 'rect',
    isPlaceholder: placeholder !== undefined,
  };
}

function ownFill(node: SlideNode, colours: SlideColours): Fill | undefined {
  return (
    fillOf(childOf(node, 'spPr'), colours) ?? referredFill(descendantOf(node, 'style', 'fillRef'), colours)
  );
}

export function isPlaceholder(node: SlideNode): boolean {
  return placeholderOf(node) !== undefined;
}

function placeholderOf(node: SlideNode): SlideNode | undefined {
  return descendantOf(node, 'nvSpPr', 'nvPr', 'ph');
}

/**
 * Returns the placeholder in a layout or master that a slide's placeholder is based on. The two placeholders have the
 * same number or, if no number matches, the same type.
 */
function modelOf(root: SlideNode | undefined, placeholder: SlideNode): SlideNode | undefined {
  const all = descendantOf(root, 'cSld', 'spTree')?.children.filter((node) => node.name === 'sp') ?? [];
  const find = (same: (ph: SlideNode) => boolean) =>
    all.find((node) => {
      const ph = placeholderOf(node);
      return ph !== undefined && same(ph);
    });
  const index = placeholder.attributes['idx'];
  const type = typeOf(placeholder);
  return (
    find((ph) => index !== undefined && ph.attributes['idx'] === index) ?? find((ph) => typeOf(ph) === type)
  );
}

/**
 * Returns the type that a placeholder is based on. A centred title is based on the title; objects, subtitles and
 * everything without a type are based on the body.
 */
function typeOf({ attributes }: SlideNode): string {
  const type = attributes['type'] ?? 'body';
  return type === 'ctrTitle' ? 'title' : ['obj', 'subTitle'].includes(type) ? 'body' : type;
}
