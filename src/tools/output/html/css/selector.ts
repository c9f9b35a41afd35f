import { splitOutside } from './css-text.ts';

/** The properties of an element that selectors test. */
export type Subject = {
  readonly name: string;
  readonly id: string;
  readonly classes: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, string>;
  /** The element's 1-based index among its siblings. */
  readonly position: number;
  /** The nearest preceding siblings, closest first. */
  readonly before: readonly Subject[];
};

type Test = (subject: Subject) => boolean;

type Compound = { readonly tests: readonly Test[]; readonly combinator: string };

/** `key` is the id, class or name that a subject must have to match, or `*` for any subject. */
export type Selector = {
  readonly key: string;
  readonly specificity: number;
  /** The compound selectors; the last one is for the subject itself. */
  readonly compounds: readonly Compound[];
};

const simple =
  /\*|[.#]?-?[_a-z\u0080-\uffff-][-\w\u0080-\uffff]*|\[ ?([-\w]+) ?(?:([~|^$*]?=) ?"?([^"\]]*)"? ?[is]? ?)?\]|::?[-\w]+/y;

/** Maximum length of a selector, in characters. Longer selectors do not occur in real email and are ignored. */
const MAX_LENGTH = 1_000;
const MAX_ARGUMENT = 60;

/** Parses a list of selectors in plain CSS. Omits selectors that it cannot parse. */
export function selectorsIn(list: string): Selector[] {
  return list.length > 20_000
    ? []
    : splitOutside(list, ',').flatMap((source) =>
        source.length > MAX_LENGTH ? [] : (selectorOf(source) ?? []),
      );
}

function selectorOf(source: string): Selector | undefined {
  const compounds: Compound[] = [];
  let [at, tests, combinator, key, specificity]: [number, Test[], string, string, number] = [
    0,
    [],
    '',
    '*',
    0,
  ];
  while (at < source.length) {
    const between = /^ ?[>+~]? ?/.exec(source.slice(at, at + 3))?.[0] ?? '';
    if (between !== '') {
      if (tests.length > 0) compounds.push({ tests, combinator });
      [tests, combinator, key] = [[], between.trim() || ' ', '*'];
      at += between.length;
    }
    simple.lastIndex = at;
    const found = simple.exec(source);
    if (found === null) return undefined;
    at += found[0].length;
    const argument = found[0].startsWith(':') ? argumentAt(source, at) : undefined;
    if (argument !== undefined) at += argument.length + 2;
    const test = testOf(found, argument ?? '');
    if (test === undefined) return undefined;
    tests.push(test);
    specificity += weightOf(found[0]);
    key = keyWith(found[0], key);
  }
  if (tests.length === 0) return undefined;
  compounds.push({ tests, combinator });
  return { key, specificity, compounds };
}

/** Returns the text between the brackets at `open`; undefined if there are no brackets. */
function argumentAt(source: string, open: number): string | undefined {
  if (source.charAt(open) !== '(') return undefined;
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source.charAt(at) === '(') depth += 1;
    if (source.charAt(at) === ')' && (depth -= 1) === 0) return source.slice(open + 1, at);
  }
  return source.slice(open + 1);
}

/** Returns the most selective part: the last id or class, otherwise the name. */
function keyWith(part: string, key: string): string {
  return /^[#.]/.test(part) || (key === '*' && /^[a-z_]/.test(part)) ? part : key;
}

function weightOf(part: string): number {
  if (part.startsWith('#')) return 1_000_000;
  if (part === '*' || part.startsWith('::')) return 0;
  return /^[.[:]/.test(part) ? 1_000 : 1;
}

function testOf(
  [part = '', attribute, operator, wanted = '']: RegExpExecArray,
  argument: string,
): Test | undefined {
  const rest = part.slice(1);
  if (part === '*') return () => true;
  if (part.startsWith('.')) return ({ classes }) => classes.has(rest);
  if (part.startsWith('#')) return ({ id }) => id === rest;
  if (attribute !== undefined)
    return ({ attributes }) => attributeFits(attributes.get(attribute), operator, wanted);
  if (part.startsWith(':')) return pseudoTest(part, argument);
  return ({ name }) => name === part;
}

function attributeFits(given: string | undefined, operator: string | undefined, wanted: string): boolean {
  if (given === undefined) return false;
  const value = given.toLowerCase();
  switch (operator) {
    case '=':
      return value === wanted;
    case '~=':
      return ` ${value.replaceAll(/\s/g, ' ')} `.includes(` ${wanted} `);
    case '|=':
      return value === wanted || value.startsWith(`${wanted}-`);
    case '^=':
      return wanted !== '' && value.startsWith(wanted);
    case '$=':
      return wanted !== '' && value.endsWith(wanted);
    case '*=':
      return wanted !== '' && value.includes(wanted);
    default:
      return true;
  }
}

/** States that require user interaction, and pseudo-elements, which contain no page text. */
const never =
  /^:(?:hover|active|focus|focus-visible|focus-within|visited|target|checked|indeterminate|before|after|first-letter|first-line|fullscreen|popover-open)$|^::/;

/**
 * Pseudo-classes that depend on later content always match, because that content is not known yet and anything
 * uncertain counts as hidden.
 */
function pseudoTest(name: string, argument: string): Test | undefined {
  if (never.test(name)) return undefined;
  if (argument.length > MAX_ARGUMENT) return () => true;
  const inner = () => selectorsIn(argument).filter(({ compounds }) => compounds.length === 1);
  switch (name) {
    case ':not': {
      const excluded = inner();
      return (subject) => !excluded.some((one) => fits(one.compounds[0], subject));
    }
    case ':is':
    case ':where':
    case ':matches':
    case ':-webkit-any':
    case ':any': {
      const included = inner();
      return (subject) => included.some((one) => fits(one.compounds[0], subject));
    }
    case ':root':
      return (subject) => subject.name === 'html';
    case ':first-child':
      return ({ position }) => position === 1;
    case ':nth-child':
      return nthTest(argument);
    default:
      return () => true;
  }
}

function nthTest(argument: string): Test {
  const [first, second] = [
    /^(odd|even|[-+]?\d*n)/.exec(argument)?.[0] ?? '',
    /[-+]? ?\d+$/.exec(argument.slice(-8))?.[0] ?? '0',
  ];
  const step =
    first === 'odd' || first === 'even'
      ? 2
      : first === ''
        ? 0
        : first === 'n' || first === '+n'
          ? 1
          : first === '-n'
            ? -1
            : Number.parseInt(first, 10);
  const offset = first === 'odd' ? 1 : first === 'even' ? 0 : Number(second.replace(' ', ''));
  return ({ position }) => {
    if (step === 0) return position === offset;
    const count = (position - offset) / step;
    return count >= 0 && Number.isInteger(count);
  };
}

export function fits(compound: Compound | undefined, subject: Subject): boolean {
  return compound !== undefined && compound.tests.every((test) => test(subject));
}

/**
 * Whether the selector matches the last element of the path. Each element in the path contains the next one. `spend` is
 * called for each comparison and throws after too many comparisons.
 */
export function selects(
  { compounds }: Selector,
  path: readonly Subject[],
  spend: (steps: number) => void,
): boolean {
  const from = (index: number, depth: number, subject: Subject): boolean => {
    spend(24);
    const compound = compounds[index];
    if (compound === undefined || !fits(compound, subject)) return false;
    if (index === 0) return compound.combinator === '' || compound.combinator === ' ';
    switch (compound.combinator) {
      case '>':
        return depth > 0 && from(index - 1, depth - 1, path[depth - 1] as Subject);
      case '+':
        return subject.before[0] !== undefined && from(index - 1, depth, subject.before[0]);
      case '~':
        return subject.before.some((sibling) => from(index - 1, depth, sibling));
      default:
        for (let above = depth - 1; above >= 0; above -= 1)
          if (from(index - 1, above, path[above] as Subject)) return true;
        return false;
    }
  };
  const last = path.at(-1);
  return last !== undefined && from(compounds.length - 1, path.length - 1, last);
}
