import { parse, parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const OUTLINE_STYLE = 'position:absolute;left:48px;top:120px;width:624px';

/** Elements that OneNote gives an id, so that later changes can refer to them. */
const withIds = new Set('div h1 h2 h3 h4 h5 h6 img li object ol p table td tr ul'.split(' '));

/** A change to a page, in the format of `PATCH …/content`. */
export type PageChange = {
  readonly target: string;
  readonly action: 'append' | 'prepend' | 'replace' | 'insert';
  readonly content: string;
  readonly position?: 'before' | 'after' | undefined;
};

/** Thrown if a change is not possible. */
export class PageChangeError extends Error {}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? '';
}

function setAttribute(element: Element, name: string, value: string): void {
  element.attrs = [...element.attrs.filter((one) => one.name !== name), { name, value }];
}

function* elementsIn(parent: { readonly childNodes: readonly Node[] }): Generator<Element> {
  for (const node of parent.childNodes)
    if (isElement(node)) {
      yield node;
      yield* elementsIn(node);
    }
}

function bodyOf(document: DefaultTreeAdapterTypes.Document): Element {
  for (const element of elementsIn(document)) if (element.tagName === 'body') return element;
  throw new RangeError('The parsed document has no body.');
}

/** Returns the title in a page's head, or an empty string if the page has no title. */
export function titleIn(html: string): string {
  for (const element of elementsIn(parse(html)))
    if (element.tagName === 'title')
      return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  return '';
}

/**
 * Returns a page as OneNote stores it: the content of the body becomes an outline, unless the page consists of
 * outlines with their own positions.
 */
export function storedPage(html: string): string {
  const document = parse(html);
  const body = bodyOf(document);
  const isPlaced = body.childNodes
    .filter(isElement)
    .some((one) => /position:\s*absolute/.test(attribute(one, 'style')));
  if (!isPlaced) {
    const [outline] = parseFragment(`<div data-id="_default" style="${OUTLINE_STYLE}"></div>`).childNodes;
    if (!outline || !isElement(outline)) throw new RangeError('The parsed outline is not an element.');
    adopt(outline, body.childNodes);
    body.childNodes = [];
    adopt(body, [outline]);
  }
  setAttribute(body, 'data-absolute-enabled', 'true');
  return serialize(document);
}

function adopt(parent: Element, nodes: readonly Node[], at = parent.childNodes.length): void {
  for (const node of nodes) node.parentNode = parent;
  parent.childNodes.splice(at, 0, ...nodes);
}

/** Returns a page's HTML as OneNote sends it: elements without content are closed as in XML. */
export function sentPage(html: string): string {
  return html
    .replaceAll(/<([a-z][a-z\d]*)((?:\s[^<>]*)?)><\/\1>/g, '<$1$2 />')
    .replaceAll(/<(br|hr|img|meta)((?:\s[^<>]*)?)(?<!\/)>/g, '<$1$2 />');
}

/** Returns a page with a generated id for each element that can be changed. `seed` is a GUID. */
export function pageWithIds(html: string, seed: string): string {
  const document = parse(html);
  addIds(document, seed);
  return serialize(document);
}

function addIds(document: DefaultTreeAdapterTypes.Document, seed: string): void {
  let number = 1;
  for (const element of elementsIn(bodyOf(document)))
    if (withIds.has(element.tagName)) {
      setAttribute(element, 'id', `${element.tagName}:{${seed}}{${number}}`);
      number += 1;
    }
}

/**
 * Applies the changes in order. If any change is not possible, throws `PageChangeError` and leaves the page unchanged.
 */
export function changedPage(html: string, changes: readonly PageChange[], seed: string): string {
  const document = parse(html);
  addIds(document, seed);
  for (const change of changes) makeChange(document, change);
  for (const element of elementsIn(document))
    element.attrs = element.attrs.filter(({ name }) => name !== 'id');
  return serialize(document);
}

function makeChange(document: DefaultTreeAdapterTypes.Document, change: PageChange): void {
  const { target, action, content, position } = change;
  if (target === 'title') return;
  const element = elementFor(document, target);
  const nodes = parseFragment(content).childNodes;
  if (action === 'append' || action === 'prepend') {
    if (!['div', 'ol', 'ul'].includes(element.tagName))
      throw new PageChangeError('The append action is not supported for this target.');
    const isFirst = action === 'prepend' || position === 'before';
    adopt(element, nodes, isFirst ? 0 : element.childNodes.length);
    return;
  }
  if (target === 'body') throw new PageChangeError(`The ${action} action is not supported for the body.`);
  const parent = element.parentNode;
  if (!parent || !('attrs' in parent)) throw new PageChangeError('The target has no parent.');
  const at = parent.childNodes.indexOf(element);
  if (action === 'insert') adopt(parent, nodes, position === 'before' ? at : at + 1);
  else {
    parent.childNodes.splice(at, 1);
    adopt(parent, nodes, at);
  }
}

/** Finds a target. `body` refers only to the first outline of the page. */
function elementFor(document: DefaultTreeAdapterTypes.Document, target: string): Element {
  const body = bodyOf(document);
  if (target === 'body') {
    const first = body.childNodes.find((node) => isElement(node) && node.tagName === 'div');
    if (first && isElement(first)) return first;
    adopt(body, parseFragment(`<div data-id="_default" style="${OUTLINE_STYLE}"></div>`).childNodes);
    return elementFor(document, target);
  }
  const [name, value] = target.startsWith('#') ? ['data-id', target.slice(1)] : ['id', target];
  for (const element of elementsIn(body)) if (attribute(element, name) === value) return element;
  throw new PageChangeError('The PATCH target cannot be found.');
}
