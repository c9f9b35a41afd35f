import { declarationsIn, plainCss, type Declaration } from './css-text.ts';
import { mediaMatches } from './media.ts';
import { selects, selectorsIn, type Selector, type Subject } from './selector.ts';

type AddRule = (selectors: string, body: string) => void;

/** The context of a rule: the selector of the enclosing rule, and the nesting depth. */
type Place = { readonly within: string; readonly depth: number; readonly add: AddRule };

type Rule = {
  readonly selector: Selector;
  readonly order: number;
  readonly declarations: readonly Declaration[];
};

export type StyleSheets = {
  /** Returns the number of rules. */
  size(): number;
  /** Adds the content of a `style` element. */
  add(css: string): void;
  /**
   * Returns the declarations for the last element of the path, in ascending order of precedence. `spend` limits the
   * work; see `selects`.
   */
  declarationsFor(path: readonly Subject[], spend: (steps: number) => void): readonly Declaration[];
};

/** Maximum nesting depth of blocks. Deeper blocks are ignored. */
const MAX_DEPTH = 4;

/** @param isRelevant Whether the property with this name is needed. */
export function createStyleSheets(isRelevant: (name: string) => boolean): StyleSheets {
  const rules = new Map<string, Rule[]>();
  let order = 0;
  const addRule = (selectors: string, body: string): void => {
    const declarations = declarationsIn(body).filter(({ name }) => isRelevant(name));
    if (declarations.length === 0) return;
    order += 1;
    for (const selector of selectorsIn(selectors)) {
      const same = rules.get(selector.key);
      if (same === undefined) rules.set(selector.key, [{ selector, order, declarations }]);
      else same.push({ selector, order, declarations });
    }
  };
  return {
    size: () => order,
    add: (css) => {
      const plain = plainCss(css.replaceAll('<!--', ' ').replaceAll('-->', ' '));
      readBlock(plain, { within: '', depth: 0, add: addRule });
    },
    declarationsFor(path, spend) {
      const subject = path.at(-1);
      if (subject === undefined) return [];
      const found: Rule[] = [];
      for (const key of keysOf(subject)) {
        for (const rule of rules.get(key) ?? []) {
          if (!selects(rule.selector, path, spend)) continue;
          found.push(rule);
          spend(80 + 80 * rule.declarations.length);
        }
      }
      found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order);
      return found.flatMap(({ declarations }) => declarations);
    },
  };
}

function keysOf({ name, id, classes }: Subject): string[] {
  return [...[...classes].map((one) => `.${one}`), `#${id}`, name, '*'];
}

/** Reads the rules of a block in order. */
function readBlock(css: string, place: Place): void {
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) break;
    const end = endOfBlock(css, open);
    const between = css.slice(at, open);
    const prelude = between.slice(Math.max(between.lastIndexOf(';'), between.lastIndexOf('}')) + 1).trim();
    if (place.depth <= MAX_DEPTH) readRule(prelude, css.slice(open + 1, end), place);
    at = end + 1;
  }
}

function readRule(prelude: string, body: string, { within, depth, add }: Place): void {
  if (prelude.startsWith('@')) {
    if (!groupApplies(prelude)) return;
    if (within !== '') add(within, ownDeclarations(body));
    return readBlock(body, { within, depth: depth + 1, add });
  }
  const selectors = within === '' ? prelude : nested(prelude, within);
  if (!body.includes('{')) return add(selectors, body);
  add(selectors, ownDeclarations(body));
  readBlock(body, { within: selectors, depth: depth + 1, add });
}

/** Whether the rules within an at-rule apply. */
function groupApplies(prelude: string): boolean {
  const [, name = '', condition = ''] = /^@([-\w]{1,40}) ?([^]*)$/.exec(prelude) ?? [];
  if (name === 'media') return mediaMatches(condition);
  const isGroup = /^(?:supports|layer|container|scope|starting-style|document|-moz-document)$/.test(name);
  return isGroup && !/^not\b/.test(condition);
}

function nested(prelude: string, within: string): string {
  if (prelude.length + within.length > 500 || within.includes(',') || prelude.includes(','))
    return prelude.replaceAll('&', ' ').trim();
  return prelude.includes('&') ? prelude.replace('&', within) : `${within} ${prelude}`;
}

/** Returns the body of a rule without its nested rules. */
function ownDeclarations(body: string): string {
  const parts: string[] = [];
  for (let at = 0; at < body.length;) {
    const open = body.indexOf('{', at);
    if (open < 0) {
      parts.push(body.slice(at));
      break;
    }
    const between = body.slice(at, open);
    parts.push(between.slice(0, between.lastIndexOf(';') + 1));
    at = endOfBlock(body, open) + 1;
  }
  return parts.join('');
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    const code = css.charCodeAt(at);
    if (code === OPENING) depth += 1;
    else if (code === CLOSING && (depth -= 1) === 0) return at;
  }
  return css.length;
}

const [OPENING, CLOSING] = [0x7b, 0x7d];
