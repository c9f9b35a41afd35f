import { isOn } from './xml.ts';

/** Matches the elements for headers and footers, and the tags of sections and of their former properties. */
const elements =
  /<(\/?)(?:[\w.-]+:)?(sectPr|sectPrChange|headerReference|footerReference|titlePg)(?=[\s/>])([^<>]*)>/g;

/**
 * Returns the ids of the relationships to headers and footers that a Word document contains but does not show
 * (ECMA-376, part 1, section 17.10). Word keeps headers and footers that a user has switched off. Those for the first
 * page are not shown if the section has no different first page, and those for even pages are not shown if the document
 * treats all pages alike.
 */
export function unusedMargins(body: string, settings = ''): ReadonlySet<string> {
  const [mentioned, shown] = [new Set<string>(), new Set<string>()];
  const hasEvenPages = isSwitchedOn(settings, 'evenAndOddHeaders');
  /**
   * The headers and footers of the current section. A section inherits the headers and footers that it does not name.
   */
  const current = new Map<string, Margin>();
  let hasFirstPage = false;
  for (const { name, isEnd, attributes } of elementsIn(body)) {
    if (name === 'titlePg') hasFirstPage = isOn({ val: valueOf(attributes, 'val') });
    else if (name !== 'sectPr') {
      const margin = { type: typeOf(attributes), id: valueOf(attributes, 'id') };
      current.set(`${name} ${margin.type}`, margin);
      mentioned.add(margin.id);
    } else if (isEnd) {
      const isShown = { default: true, first: hasFirstPage, even: hasEvenPages };
      for (const { type, id } of current.values()) if (isShown[type]) shown.add(id);
      hasFirstPage = false;
    }
  }
  return new Set([...mentioned].filter((id) => !shown.has(id)));
}

type MarginType = 'default' | 'first' | 'even';

type Margin = { readonly type: MarginType; readonly id: string };

function typeOf(attributes: string): MarginType {
  const type = valueOf(attributes, 'type');
  return type === 'first' || type === 'even' ? type : 'default';
}

/** Returns the matches of `elements`, except those within the properties that a section had before a tracked change. */
function* elementsIn(body: string) {
  let isFormer = false;
  for (const [, slash, name = '', attributes = ''] of body.matchAll(elements)) {
    if (name === 'sectPrChange') isFormer = slash === '' && !attributes.endsWith('/');
    else if (!isFormer) yield { name, isEnd: slash === '/', attributes };
  }
}

function isSwitchedOn(xml: string, name: string): boolean {
  const [, attributes] = new RegExp(`<(?:[\\w.-]+:)?${name}(?=[\\s/>])([^<>]*)>`).exec(xml) ?? [];
  return attributes !== undefined && isOn({ val: valueOf(attributes, 'val') });
}

function valueOf(attributes: string, name: string): string {
  return new RegExp(`(?:^|[\\s:])${name}=["']([^"']*)["']`).exec(attributes)?.[1] ?? '';
}
