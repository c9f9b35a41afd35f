import { targetOf, type Package } from '../office-package.ts';
import { paragraphsOf } from '../paragraph/paragraphs.ts';
import { noLooks } from '../paragraph/reading.ts';
import { isPlaceholder } from './slide-shapes.ts';
import type { SlideNode } from './slide-tree.ts';
import type { Attributes } from '../xml.ts';
import { findUnseen, showsMaster, type ModelReader, type Models } from './unseen-text.ts';

/**
 * Returns a function that finds the text that a layout and its master add to a slide, such as the classification from a
 * sensitivity label (ECMA-376, part 1, section 19.3.1.38). The function leaves out placeholders, which only prompt the
 * author, and text that an earlier slide has shown. `root` holds the attributes of the slide's root element.
 */
export function sharedTextOf(
  file: Package,
  modelsOf: ModelReader,
): (slide: string, root: Attributes) => Generator<string> {
  const knownParts = new Set<string>();
  const knownLines = new Set<string>();

  function* linesOf(part: string, tree: SlideNode | undefined, models: Models): Generator<string> {
    const xml = file.part(part);
    if (tree === undefined || xml === undefined) return;
    // A layout inherits from its master only.
    const { runs } = findUnseen({ ...tree, children: [tree] }, { ...models, layout: models.master });
    const unseenRuns = new Set([...runs, ...runsIn(tree, false)]);
    const text = [...paragraphsOf(xml, { ...noLooks, addresses: file.addresses(part), unseenRuns })].join('');
    for (const line of text.trim().split('\n')) {
      if (line !== '' && !knownLines.has(line)) yield `[on this and other slides] ${line}\n`;
      knownLines.add(line);
    }
  }

  function* read(from: string, type: 'slideLayout' | 'slideMaster', models?: Models): Generator<string> {
    const part = targetOf(file, from, type);
    if (part === undefined || knownParts.has(part)) return;
    knownParts.add(part);
    const own = models ?? modelsOf(part);
    const tree = type === 'slideLayout' ? own.layout : own.master;
    yield* linesOf(part, tree, own);
    if (type === 'slideLayout' && showsMaster(tree?.attributes)) yield* read(part, 'slideMaster', own);
  }

  return function* shared(slide, root) {
    if (showsMaster(root)) yield* read(slide, 'slideLayout');
  };
}

/** Returns the numbers of all runs in placeholders. */
function* runsIn(node: SlideNode, isInPlaceholder: boolean): Generator<number> {
  const isWithin = isInPlaceholder || isPlaceholder(node);
  if (isWithin && node.run > 0) yield node.run;
  for (const child of node.children) yield* runsIn(child, isWithin);
}
