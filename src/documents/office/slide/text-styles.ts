import { attribute } from '../xml.ts';
import { childOf, descendantOf, type SlideNode } from './slide-tree.ts';

/** Returns the formatting that text at a level (from 0) inherits, as `defRPr` and `fontRef` elements, nearest first. */
export type InheritedLooks = (level: number) => readonly SlideNode[];

/** What the text of a shape inherits from, apart from the shape itself. */
export type TextModels = {
  /** The placeholders that the shape is based on, in the layout and in the master. */
  readonly models: readonly SlideNode[];
  /** The type of a placeholder, such as `title`; undefined for other shapes. */
  readonly type: string | undefined;
  readonly master: SlideNode | undefined;
  /** The presentation. Its default styles apply to shapes that are not placeholders. */
  readonly presentation: SlideNode | undefined;
};

/**
 * Returns the formatting that the text of a shape inherits (ECMA-376, part 1, sections 21.1.2.4 and 19.3.1.52): from
 * the list styles of the shape, of the placeholders that the shape is based on, and of the master or the presentation.
 */
export function inheritedLooks(shape: SlideNode, from: TextModels): InheritedLooks {
  const { models, type, master, presentation } = from;
  const last =
    type === undefined
      ? childOf(presentation, 'defaultTextStyle')
      : descendantOf(master, 'txStyles', styleOf(type));
  return (level) => {
    const name = `lvl${level + 1}pPr`;
    const own = [shape, ...models].flatMap((node) => [
      descendantOf(node, 'txBody', 'lstStyle', name, 'defRPr'),
      descendantOf(node, 'style', 'fontRef'),
    ]);
    return [...own, descendantOf(last, name, 'defRPr')].filter((look) => look !== undefined);
  };
}

function styleOf(type: string): string {
  if (type === 'title') return 'titleStyle';
  return ['dt', 'ftr', 'sldNum', 'hdr'].includes(type) ? 'otherStyle' : 'bodyStyle';
}

/** Returns the level of a paragraph, from 0. */
export function levelIn(paragraph: SlideNode): number {
  const properties = childOf(paragraph, 'pPr');
  return Number((properties && attribute(properties.attributes, 'lvl')) ?? '0');
}
