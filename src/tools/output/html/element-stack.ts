import type { Subject } from './css/selector.ts';
import { createElementStyles, type ElementStyles } from './element-styles.ts';
import { tableContexts, tableParts, unshownElements } from './elements.ts';
import { lookWith, pageLook, type Look } from './look.ts';

/** An open element. */
export type Open = {
  readonly subject: Subject;
  look: Look;
  /** The most recent children, latest first. */
  children: readonly Subject[];
  count: number;
  hasSummary: boolean;
};

/** Maximum nesting depth, as in browsers. Text nested more deeply is dropped. */
const MAX_DEPTH = 512;

/** Thrown if reading takes more steps than the limit for HTML of this length. */
export class TooMuchWork extends Error {}

export type Names = (name: string) => boolean;

/** The stack of open elements, starting with `html` and `body`, and their visual properties. */
export type ElementStack = {
  readonly styles: ElementStyles;
  spend(steps: number): void;
  innermost(): Open;
  /** Returns `html` for 0 and `body` for 1. */
  page(index: 0 | 1): Open;
  /** Returns the innermost element, or the element around the table if the table cannot contain `name` directly. */
  around(name: string): Open;
  countOf(name: string): number;
  /**
   * Returns the index of the innermost element that `isWanted` accepts; -1 if there is no such element. Stops at the
   * first element that `isBorder` accepts.
   */
  find(isWanted: Names, isBorder: Names): number;
  push(subject: Subject): void;
  /** Removes and returns the element at `index` and everything inside it; -1 means the innermost element. */
  cut(index: number): Open[];
  /**
   * Replaces the element at `index` with `subject`, and recomputes the visual properties of that element and its
   * descendants.
   */
  replace(index: number, subject: Subject): void;
  /** Elements that were not pushed because they are nested too deeply. */
  readonly excess: { open: number; any: boolean };
};

/** Creates the stack. `work` limits the number of steps. */
export function createElementStack(work: number): ElementStack {
  const styles = createElementStyles();
  const open = ['html', 'body'].map((name) => opened(subjectOf(name, new Map(), undefined), pageLook));
  /** The number of open elements by name. The counts avoid searches that would find nothing. */
  const names = new Map<string, number>();
  const excess = { open: 0, any: false };
  let left = work;

  const spend = (steps: number): void => {
    left -= steps;
    if (left < 0) throw new TooMuchWork();
  };
  const count = (name: string, by: number): void => {
    names.set(name, (names.get(name) ?? 0) + by);
  };
  const innermost = (): Open => open.at(-1) as Open;
  const lookFor = (subject: Subject, above: readonly Open[]): Look =>
    lookOf(subject, above, { styles, spend });

  return {
    styles,
    spend,
    innermost,
    excess,
    page: (index) => open[index] as Open,
    around: (name) => above(open, name).at(-1) ?? innermost(),
    countOf: (name) => names.get(name) ?? 0,
    find(isWanted, isBorder) {
      for (let at = open.length - 1; at > 1; at -= 1) {
        const name = open[at]?.subject.name ?? '';
        if (isWanted(name)) return at;
        if (isBorder(name)) break;
        spend(4);
      }
      return -1;
    },
    push(subject) {
      if (excess.open > 0 || open.length >= MAX_DEPTH) {
        excess.open += 1;
        excess.any = true;
        return;
      }
      spend(40);
      count(subject.name, 1);
      open.push(opened(subject, lookFor(subject, above(open, subject.name))));
    },
    cut(index) {
      const closed = open.splice(index);
      for (const { subject } of closed) count(subject.name, -1);
      return closed;
    },
    replace(index, subject) {
      open[index] = opened(subject, pageLook);
      for (const [at, one] of open.entries()) {
        spend(200 + at);
        if (at >= index) one.look = lookFor(one.subject, open.slice(0, at));
      }
    },
  };
}

function lookOf(
  subject: Subject,
  above: readonly Open[],
  { styles, spend }: Pick<ElementStack, 'styles' | 'spend'>,
): Look {
  const around = above.at(-1)?.look ?? pageLook;
  if (!around.shown) return around;
  const path = () => {
    spend(above.length >> 3);
    return [...above.map((one) => one.subject), subject];
  };
  if (subject.attributes.size > 0) spend(250);
  const look = lookWith(styles.stylesOf(subject, path, spend), around);
  return isUnshown(subject) || isFolded(subject, above.at(-1)) ? { ...look, shown: false } : look;
}

/**
 * Returns the elements that a new element inherits its look from. An element that a table cannot contain directly is
 * shown before the table, so such an element inherits from the elements around the table.
 */
function above(open: readonly Open[], name: string): readonly Open[] {
  let at = open.length - 1;
  if (tableParts.has(name) || !tableContexts.has(open[at]?.subject.name ?? '')) return open;
  while (at > 0 && tableContexts.has(open[at]?.subject.name ?? '')) at -= 1;
  return open.slice(0, at + 1);
}

function opened(subject: Subject, look: Look): Open {
  return { subject, look, children: [], count: 0, hasSummary: false };
}

/** Whether an element or text directly inside a `details` element is collapsed. */
export function isFolded(subject: Subject | undefined, around: Open | undefined): boolean {
  if (around?.subject.name !== 'details' || around.subject.attributes.has('open')) return false;
  return subject?.name !== 'summary' || around.hasSummary;
}

function isUnshown({ name, attributes }: Subject): boolean {
  return unshownElements.has(name) || (name === 'dialog' && !attributes.has('open'));
}

export function subjectOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  parent: Open | undefined,
): Subject {
  return {
    name,
    id: (attributes.get('id') ?? '').toLowerCase(),
    classes: new Set((attributes.get('class') ?? '').toLowerCase().split(/\s+/).filter(Boolean)),
    attributes,
    position: (parent?.count ?? 0) + 1,
    before: parent?.children ?? [],
  };
}
