import { attribute, type Attributes } from '../xml.ts';
import { targetOf, type Package } from '../office-package.ts';
import { isRun, isSlideNumber } from '../paragraph/runs.ts';
import { fillOf, referredFill, slideColours, type Fill, type SlideColours } from './slide-colours.ts';
import { shapesOf, type Shape } from './slide-shapes.ts';
import { childOf, descendantOf, readSlideTree, type SlideNode } from './slide-tree.ts';
import { levelIn } from './text-styles.ts';
import { isUnseenRun } from './unseen-run.ts';

/**
 * The invisible runs of a slide, by their 1-based index among its `r` and `fld` elements, and the number of paragraphs
 * that contain invisible text.
 */
export type Unseen = { readonly runs: ReadonlySet<number>; readonly texts: number };

/** What a slide inherits from. */
export type Models = {
  readonly layout?: SlideNode | undefined;
  readonly master?: SlideNode | undefined;
  readonly theme?: SlideNode | undefined;
  readonly presentation?: SlideNode | undefined;
};

/** Reads the models from which the slides with a layout inherit. Each layout is read only once. */
export type ModelReader = (layout: string) => Models;

export function createModelReader(file: Package): ModelReader {
  const known = new Map<string, Models>();
  return (layout) => {
    const found = known.get(layout);
    if (found !== undefined) return found;
    // The slides can be read even if a layout, master or theme is damaged.
    let models: Models = {};
    try {
      models = readModels(file, layout);
    } catch {
      models = {};
    }
    known.set(layout, models);
    return models;
  };
}

/**
 * Returns a function that finds a slide's invisible text. Such text has the same colour as the area behind it: the fill
 * of the shape or cell, the shapes below, and the background. If what is behind the text is unknown, the text counts as
 * visible.
 */
export function unseenTextOf(file: Package, modelsOf: ModelReader): (slide: string, xml: string) => Unseen {
  return (slide, xml) => {
    const layout = targetOf(file, slide, 'slideLayout');
    const models = layout === undefined ? {} : modelsOf(layout);
    // If a slide overrides the theme, the colours count as unknown.
    const isOverridden = targetOf(file, slide, 'themeOverride') !== undefined;
    return findUnseen(readSlideTree(xml), isOverridden ? { ...models, theme: undefined } : models);
  };
}

function readModels(file: Package, layout: string): Models {
  const read = (part: string | undefined) => {
    const xml = part === undefined ? undefined : file.part(part);
    return xml === undefined ? undefined : readSlideTree(xml).children[0];
  };
  const target = (part: string | undefined, type: string) =>
    part === undefined ? undefined : targetOf(file, part, type);
  const master = target(layout, 'slideMaster');
  const isOverridden = target(layout, 'themeOverride') !== undefined;
  const theme = isOverridden ? undefined : target(master, 'theme');
  return {
    layout: read(layout),
    master: read(master),
    theme: read(theme),
    presentation: read(file.main),
  };
}

export function findUnseen(tree: SlideNode, { layout, master, theme, presentation }: Models): Unseen {
  const slide = tree.children[0];
  const map = overrideOf(slide) ?? overrideOf(layout) ?? childOf(master, 'clrMap');
  const colours = slideColours(theme, map);
  // If the layout or the master is missing or damaged, what it draws is unknown.
  const isWhole = layout !== undefined && master !== undefined;
  const background = isWhole ? backgroundOf([slide, layout, master], colours) : 'unknown';
  const surroundings = { colours, background, inherited: [layout, master], presentation };
  const inherited = showsMaster(slide?.attributes)
    ? [...(showsMaster(layout?.attributes) ? [master] : []), layout].flatMap((root) =>
        shapesOf(root, surroundings).filter((shape) => !shape.isPlaceholder),
      )
    : [];
  const drawn = [...inherited, ...shapesOf(slide, surroundings)];
  const runs = new Set<number>();
  let texts = 0;
  for (const [position, shape] of drawn.entries()) {
    if (position < inherited.length) continue;
    for (const { fill, paragraph } of paragraphsIn(shape, colours)) {
      const looks = shape.looks(levelIn(paragraph));
      const unseen = paragraph.children.filter(
        (run) =>
          isRun(run.name) &&
          !isSlideNumber(run.name, run.attributes) &&
          isUnseenRun(run, colours, { fill, drawn, position, background }, looks),
      );
      for (const { run } of unseen) runs.add(run);
      if (unseen.some(({ hasText }) => hasText)) texts += 1;
    }
  }
  return { runs, texts };
}

function overrideOf(root: SlideNode | undefined): SlideNode | undefined {
  return descendantOf(root, 'clrMapOvr', 'overrideClrMapping');
}

/** Whether a slide or layout shows the shapes of the parts behind it, given the attributes of its root element. */
export function showsMaster(root: Attributes = {}): boolean {
  return !['0', 'false'].includes(attribute(root, 'showMasterSp') ?? '');
}

/**
 * Returns the background of the first part that sets one (ECMA-376, part 1, section 19.3.1.1), otherwise the theme's
 * background.
 */
function backgroundOf(roots: readonly (SlideNode | undefined)[], colours: SlideColours): Fill {
  const set = roots.map((root) => descendantOf(root, 'cSld', 'bg')).find((bg) => bg !== undefined);
  if (set === undefined) return colours.named('bg1') ?? 'unknown';
  return fillOf(childOf(set, 'bgPr'), colours) ?? referredFill(childOf(set, 'bgRef'), colours) ?? 'unknown';
}

/** Returns the paragraphs of a shape or of a table's cells, each with the fill behind it. */
function* paragraphsIn(
  { node, fill }: Shape,
  colours: SlideColours,
): Generator<{ readonly fill: Fill; readonly paragraph: SlideNode }> {
  const table = descendantOf(node, 'graphic', 'graphicData', 'tbl');
  for (const cell of (table?.children ?? []).flatMap((row) => row.children)) {
    // A cell without its own fill gets its fill from the table style. Table styles are not read, so the fill is
    // unknown.
    const own = fillOf(childOf(cell, 'tcPr'), colours);
    const cellFill = own === undefined || own === 'none' ? 'unknown' : own;
    for (const paragraph of childOf(cell, 'txBody')?.children ?? []) yield { fill: cellFill, paragraph };
  }
  for (const paragraph of childOf(node, 'txBody')?.children ?? []) yield { fill, paragraph };
}
