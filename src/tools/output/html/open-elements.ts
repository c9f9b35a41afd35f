import type { Subject } from './css/selector.ts';
import { createElementStyles, type ElementStyles } from './element-styles.ts';
import {
  breakingOut,
  endedBy,
  endsParagraph,
  formattingElements,
  isBlock,
  scopes,
  tableContexts,
  tableParts,
  unshownElements,
  voidElements,
} from './elements.ts';
import { lookWith, pageLook, type Look } from './look.ts';

type Open = {
  readonly subject: Subject;
  look: Look;
  /** The last children, the latest first. */
  children: readonly Subject[];
  count: number;
  hasSummary: boolean;
};

/** Text within more elements is left out. Browsers nest no deeper. */
const DEEPEST = 512;
/** Siblings that selectors look back at. */
const MOST_SIBLINGS = 8;
/** Formatting that continues after the block it was opened in. */
const MOST_CONTINUED = 32;

/** Thrown when reading takes more work than HTML of its length may. */
export class TooMuchWork extends Error {}

export type OpenElements = {
  readonly styles: ElementStyles;
  /** Applies the style sheets to the page. */
  begin(): void;
  /** The look of text that stands here. Text continues formatting elements that their block has ended. */
  lookOfText(): Look;
  start(name: string, attributes: ReadonlyMap<string, string>): void;
  /** Whether there was such an element. */
  end(name: string): boolean;
  readonly wasCut: () => boolean;
};

/**
 * The elements that are open, as the HTML standard nests them: implied end tags, scopes, formatting that outlives its
 * block, and content of tables that is shown before them. `work` bounds the number of steps.
 */
export function createOpenElements(work: number, hasDoctype: () => boolean): OpenElements {
  const styles = createElementStyles();
  const root = opened(subjectOf('html', new Map(), undefined), pageLook);
  const open: Open[] = [root, opened(subjectOf('body', new Map(), undefined), pageLook)];
  let continued: Subject[] = [];
  let [left, tooDeep, wasCut] = [work, 0, false];

  const spend = (steps = 1): void => {
    left -= steps;
    if (left < 0) throw new TooMuchWork();
  };
  /** How many of each name are open, so that nothing is looked for in vain. */
  const names = new Map<string, number>();
  const count = (name: string, by: number): void => {
    names.set(name, (names.get(name) ?? 0) + by);
  };
  const cut = (index: number): Open[] => {
    const closed = open.splice(index);
    for (const { subject } of closed) count(subject.name, -1);
    return closed;
  };

  const innermost = (): Open => open.at(-1) ?? root;

  /** The index of the innermost element of these names that is not beyond one of the others; -1 if there is none. */
  const find = (isWanted: (name: string) => boolean, isBorder: (name: string) => boolean): number => {
    for (let at = open.length - 1; at > 1; at -= 1) {
      const name = open[at]?.subject.name ?? '';
      if (isWanted(name)) {
        return at;
      }
      if (isBorder(name)) break;
      spend(4);
    }
    return -1;
  };

  const lookFor = (subject: Subject, above: readonly Open[]): Look => {
    const around = above.at(-1)?.look ?? pageLook;
    if (!around.shown) return around;
    const path = () => {
      spend(above.length >> 3);
      return [...above.map((one) => one.subject), subject];
    };
    if (subject.attributes.size > 0) spend(250);
    const look = lookWith(styles.stylesOf(subject, path, spend), around);
    return isUnshown(subject) || isFolded(subject, above.at(-1)) ? { ...look, shown: false } : look;
  };

  /** Elements that may not stand directly in a table are shown before it, so they look as what is around it. */
  const above = (name: string): readonly Open[] => {
    if (tableParts.has(name) || !tableContexts.has(innermost().subject.name)) return open;
    let at = open.length - 1;
    while (at > 0 && tableContexts.has(open[at]?.subject.name ?? '')) at -= 1;
    return open.slice(0, at + 1);
  };

  const push = (subject: Subject): void => {
    if (open.length >= DEEPEST) {
      tooDeep += 1;
      wasCut = true;
      return;
    }
    spend(40);
    count(subject.name, 1);
    open.push(opened(subject, lookFor(subject, above(subject.name))));
  };

  const popTo = (index: number): void => {
    const closed = cut(index);
    const kept = closed.slice(1).filter(({ subject }) => formattingElements.has(subject.name));
    const border = closed.findLastIndex(({ subject }) => scopes.has(subject.name));
    const outside = border < 0 ? kept : [];
    if (border >= 0) continued = [];
    continueLater(outside);
  };

  /** At most three of a kind (HTML standard, list of active formatting elements). */
  const continueLater = (elements: readonly Open[]): void => {
    for (const { subject } of elements) {
      spend(MOST_CONTINUED);
      const same = continued.filter((one) => isSameFormatting(one, subject));
      if (same.length >= 3) continued.splice(continued.indexOf(same[0] as Subject), 1);
      continued.push(subject);
    }
    continued = continued.slice(-MOST_CONTINUED);
  };

  const resume = (): void => {
    if (continued.length === 0) return;
    const again = continued;
    continued = [];
    for (const subject of again) push(subject);
  };

  /** Ends a formatting element, and keeps the blocks that were opened in it (HTML standard, adoption agency). */
  const endFormatting = (index: number): void => {
    const within = cut(index).slice(1);
    const firstBlock = within.findIndex(({ subject }) => isBlock(subject.name));
    if (firstBlock < 0) {
      continueLater(within.filter(({ subject }) => formattingElements.has(subject.name)));
      return;
    }
    for (const { subject } of within) push(subject);
  };

  /** A later `html` or `body` tag adds the attributes that are not there yet. */
  const mergeIntoPage = (name: 'html' | 'body', attributes: ReadonlyMap<string, string>): void => {
    const index = name === 'html' ? 0 : 1;
    const known = open[index]?.subject.attributes;
    if ([...attributes.keys()].every((one) => known?.has(one))) return;
    spend(2_000 + 16 * ((known?.size ?? 0) + attributes.size));
    open[index] = opened(subjectOf(name, new Map([...attributes, ...(known ?? [])]), undefined), pageLook);
    computeFrom(index);
  };

  const computeFrom = (index: number): void => {
    for (const [at, one] of open.entries()) {
      spend(200 + at);
      if (at >= index) one.look = lookFor(one.subject, open.slice(0, at));
    }
  };

  return {
    styles,
    begin: () => computeFrom(0),
    wasCut: () => wasCut,
    lookOfText() {
      resume();
      if (tooDeep > 0) return { ...innermost().look, shown: false };
      const around = above('').at(-1) ?? root;
      return isFolded(undefined, around) ? { ...around.look, shown: false } : around.look;
    },
    start(name, attributes) {
      if (tooDeep > 0) return push(subjectOf(name, attributes, undefined));
      if (name === 'html' || name === 'body') return mergeIntoPage(name, attributes);
      if (breakingOut.has(name) && (names.get('svg') ?? 0) + (names.get('math') ?? 0) > 0) {
        const foreign = find(
          (one) => one === 'svg' || one === 'math',
          (one) => one === 'foreignobject' || one === 'desc',
        );
        if (foreign >= 0) popTo(foreign);
      }
      if ((names.get('p') ?? 0) > 0 && endsParagraph(name, hasDoctype())) {
        const paragraph = find(
          (one) => one === 'p',
          (one) => scopes.has(one) || one === 'button',
        );
        if (paragraph >= 0) popTo(paragraph);
      }
      const ends = endedBy.get(name);
      if (ends !== undefined) {
        const [ended, within] = ends;
        const outermost = ended.has('td') || ended.has('tr') || ended.has('tbody');
        const index = find(
          (one) => ended.has(one),
          (one) => within.has(one),
        );
        if (index >= 0 && formattingElements.has(name) && !outermost) endFormatting(index);
        else if (index >= 0) popTo(index);
      }
      if (!isBlock(name)) resume();
      if (name === 'table' && tableContexts.has(innermost().subject.name))
        popTo(
          find(
            (one) => one === 'table',
            () => false,
          ),
        );
      if (isHeading(name) && isHeading(innermost().subject.name)) cut(open.length - 1);
      const parent = innermost();
      const subject = subjectOf(name, attributes, parent);
      parent.count += 1;
      if (styles.hasSheets()) spend(60);
      if (styles.hasSheets())
        parent.children = [asSibling(subject), ...parent.children.slice(0, MOST_SIBLINGS - 1)];
      if (!voidElements.has(name)) push(subject);
      if (name === 'summary') parent.hasSummary = true;
    },
    end(name) {
      if (tooDeep > 0) {
        tooDeep -= 1;
        return true;
      }
      if (name === 'html' || name === 'body') return false;
      const isOpen = isHeading(name) || (names.get(name) ?? 0) > 0;
      const isTable = name === 'table' || tableParts.has(name);
      const index = isOpen
        ? find(
            (one) => one === name || (isHeading(name) && isHeading(one)),
            (one) => (isTable ? one === 'table' : scopes.has(one)),
          )
        : -1;
      if (index < 0) {
        const at = continued.findLastIndex((subject) => subject.name === name);
        if (at >= 0) continued.splice(at, 1);
        return false;
      }
      if (formattingElements.has(name)) endFormatting(index);
      else popTo(index);
      return true;
    },
  };
}

function opened(subject: Subject, look: Look): Open {
  return { subject, look, children: [], count: 0, hasSummary: false };
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/.test(name);
}

/** Whether an element, or text, directly within a `details` element is folded away. */
function isFolded(subject: Subject | undefined, around: Open | undefined): boolean {
  if (around?.subject.name !== 'details' || around.subject.attributes.has('open')) return false;
  return subject?.name !== 'summary' || around.hasSummary;
}

function isSameFormatting(one: Subject, other: Subject): boolean {
  if (one.name !== other.name || one.attributes.size !== other.attributes.size) return false;
  return [...one.attributes].slice(0, 8).every(([name, value]) => other.attributes.get(name) === value);
}

/** A sibling remembers the one before it, but no more, so that pages do not stay in memory as chains. */
function asSibling(subject: Subject): Subject {
  return { ...subject, before: subject.before.slice(0, 1).map((one) => ({ ...one, before: [] })) };
}

function isUnshown({ name, attributes }: Subject): boolean {
  return unshownElements.has(name) || (name === 'dialog' && !attributes.has('open'));
}

function subjectOf(name: string, attributes: ReadonlyMap<string, string>, parent: Open | undefined): Subject {
  return {
    name,
    id: (attributes.get('id') ?? '').toLowerCase(),
    classes: new Set((attributes.get('class') ?? '').toLowerCase().split(/\s+/).filter(Boolean)),
    attributes,
    position: (parent?.count ?? 0) + 1,
    before: parent?.children ?? [],
  };
}
