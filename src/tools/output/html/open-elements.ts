import type { Subject } from './css/selector.ts';
import type { ElementStyles } from './element-styles.ts';
import {
  createElementStack,
  isFolded,
  subjectOf,
  type ElementStack,
  type Names,
  type Open,
} from './element-stack.ts';
import {
  breakingOut,
  endedBy,
  endsParagraph,
  formattingElements,
  isBlock,
  scopes,
  tableContexts,
  tableParts,
  voidElements,
} from './elements.ts';
import type { Look } from './look.ts';

/** Maximum number of preceding siblings that selectors can test. */
const MAX_SIBLINGS = 8;
/**
 * Maximum number of formatting elements, such as `<b>`, that continue after the end of the block that contains them.
 */
const MAX_CONTINUED = 32;

type Attributes = ReadonlyMap<string, string>;

export type OpenElements = {
  readonly styles: ElementStyles;
  /** Applies the style sheets to the page. */
  begin(): void;
  /** Returns the look of text at this position. First reopens the formatting elements that ended with their block. */
  lookOfText(): Look;
  /** Whether a line would be drawn through text at this position. Reopens nothing. */
  isStruck(): boolean;
  /** Opens an element. If the element is a check box or a picture with alt text, returns the element's look. */
  start(name: string, attributes: Attributes): Look | undefined;
  end(name: string): void;
  countOf(name: string): number;
  /** Whether anything was nested too deeply. */
  wasCut(): boolean;
};

/** The open elements, and the formatting elements that the next text reopens. */
type Nesting = { readonly stack: ElementStack; continued: Subject[] };

/**
 * Tracks the open elements as in the HTML standard: implied end tags, scopes, formatting that outlives its block, and
 * misplaced table content, which is shown before the table. `work` limits the number of steps.
 */
export function createOpenElements(work: number, hasDoctype: () => boolean): OpenElements {
  const stack = createElementStack(work);
  const nesting: Nesting = { stack, continued: [] };
  return {
    styles: stack.styles,
    begin: () => stack.replace(0, subjectOf('html', new Map(), undefined)),
    countOf: (name) => stack.countOf(name),
    wasCut: () => stack.excess.any,
    isStruck: () => stack.around('').look.struck,
    lookOfText() {
      resume(nesting);
      const around = stack.around('');
      const isHidden = stack.excess.open > 0 || isFolded(undefined, around);
      return isHidden ? { ...around.look, shown: false } : around.look;
    },
    start(name, attributes) {
      if (name === 'html' || name === 'body') {
        mergeIntoPage(nesting, name, attributes);
        return undefined;
      }
      if (stack.excess.open === 0) endImplied(nesting, name, hasDoctype());
      if (!isBlock(name)) resume(nesting);
      const subject = add(nesting, name, attributes);
      const isShown = (name === 'img' && attributes.has('alt')) || isCheckBox(name, attributes);
      return isShown ? lookOfEmpty(stack, subject) : undefined;
    },
    end(name) {
      if (name === 'html' || name === 'body') return;
      if (stack.excess.open > 0) stack.excess.open -= 1;
      else endByTag(nesting, name);
    },
  };
}

function add({ stack }: Nesting, name: string, attributes: Attributes): Subject {
  const parent = stack.innermost();
  const subject = subjectOf(name, attributes, parent);
  parent.count += 1;
  if (stack.styles.hasSheets()) {
    stack.spend(60);
    parent.children = [asSibling(subject), ...parent.children.slice(0, MAX_SIBLINGS - 1)];
  }
  if (!voidElements.has(name)) stack.push(subject);
  if (name === 'summary') parent.hasSummary = true;
  return subject;
}

export function isCheckBox(name: string, attributes: Attributes): boolean {
  return name === 'input' && /^\s*(?:checkbox|radio)\s*$/i.test(attributes.get('type') ?? '');
}

/** Returns the look of an element without content. The element is closed immediately. */
function lookOfEmpty(stack: ElementStack, subject: Subject): Look | undefined {
  stack.push(subject);
  if (stack.excess.open > 0) {
    stack.excess.open -= 1;
    return undefined;
  }
  const [element] = stack.cut(-1);
  return element?.look;
}

/** Ends the elements that a start tag ends implicitly. */
function endImplied(nesting: Nesting, name: string, hasDoctype: boolean): void {
  const { stack } = nesting;
  const endNearest = (isWanted: Names, isBorder: Names) => endAt(nesting, stack.find(isWanted, isBorder));
  if (breakingOut.has(name) && stack.countOf('svg') + stack.countOf('math') > 0) {
    endNearest(among('svg', 'math'), among('foreignobject', 'desc'));
  }
  if (stack.countOf('p') > 0 && endsParagraph(name, hasDoctype)) {
    endNearest(among('p'), (one) => scopes.has(one) || one === 'button');
  }
  const ends = endedBy.get(name);
  if (ends !== undefined) {
    endNearest(
      (one) => ends[0].has(one),
      (one) => ends[1].has(one),
    );
  }
  if (name === 'table' && tableContexts.has(stack.innermost().subject.name))
    endNearest(among('table'), among());
  if (isHeading(name) && isHeading(stack.innermost().subject.name)) endNearest(isHeading, among());
}

function endByTag(nesting: Nesting, name: string): void {
  const { stack } = nesting;
  const isOpen = isHeading(name) || stack.countOf(name) > 0;
  const isTable = name === 'table' || tableParts.has(name);
  const index = isOpen
    ? stack.find(
        (one) => one === name || (isHeading(name) && isHeading(one)),
        (one) => (isTable ? one === 'table' : scopes.has(one)),
      )
    : -1;
  if (index >= 0) return endAt(nesting, index);
  const at = nesting.continued.findLastIndex((subject) => subject.name === name);
  if (at >= 0) nesting.continued.splice(at, 1);
}

/**
 * Ends the element at `index`; does nothing if `index` is negative. If a block ends, the next text reopens the
 * formatting inside it. If a formatting element ends, the blocks inside it stay open (HTML standard, adoption agency).
 */
function endAt(nesting: Nesting, index: number): void {
  if (index < 0) return;
  const { stack } = nesting;
  const [ended, ...within] = stack.cut(index);
  const isFormatting = formattingElements.has(ended?.subject.name ?? '');
  if (isFormatting && within.some(({ subject }) => isBlock(subject.name))) {
    for (const { subject } of within) stack.push(subject);
  } else if ([ended, ...within].some((one) => scopes.has(one?.subject.name ?? ''))) {
    nesting.continued = [];
  } else {
    continueLater(
      nesting,
      within.filter(({ subject }) => formattingElements.has(subject.name)),
    );
  }
}

/**
 * Lets the next text reopen the formatting elements, at most three of the same kind (HTML standard, list of active
 * formatting elements).
 */
function continueLater(nesting: Nesting, elements: readonly Open[]): void {
  const { continued } = nesting;
  for (const { subject } of elements) {
    nesting.stack.spend(MAX_CONTINUED);
    const same = continued.filter((one) => isSameFormatting(one, subject));
    const oldest = same.length >= 3 ? same[0] : undefined;
    if (oldest !== undefined) continued.splice(continued.indexOf(oldest), 1);
    continued.push(subject);
  }
  nesting.continued = continued.slice(-MAX_CONTINUED);
}

function resume(nesting: Nesting): void {
  if (nesting.continued.length === 0) return;
  const again = nesting.continued;
  nesting.continued = [];
  for (const subject of again) nesting.stack.push(subject);
}

/** A repeated `html` or `body` tag only adds the attributes that are missing. */
function mergeIntoPage({ stack }: Nesting, name: 'html' | 'body', attributes: Attributes): void {
  const index = name === 'html' ? 0 : 1;
  const known = stack.page(index).subject.attributes;
  if ([...attributes.keys()].every((one) => known.has(one))) return;
  stack.spend(2_000 + 16 * (known.size + attributes.size));
  stack.replace(index, subjectOf(name, new Map([...attributes, ...known]), undefined));
}

function among(...wanted: readonly string[]): Names {
  return (name) => wanted.includes(name);
}

function isHeading(name: string): boolean {
  return /^h[1-6]$/.test(name);
}

function isSameFormatting(one: Subject, other: Subject): boolean {
  if (one.name !== other.name || one.attributes.size !== other.attributes.size) return false;
  return [...one.attributes].slice(0, 8).every(([name, value]) => other.attributes.get(name) === value);
}

/**
 * Returns an element for use as a preceding sibling of other elements. Keeps only one of the element's own preceding
 * siblings, because longer chains would keep the whole page in memory.
 */
function asSibling(subject: Subject): Subject {
  return { ...subject, before: subject.before.slice(0, 1).map((one) => ({ ...one, before: [] })) };
}
