const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements without content (HTML standard, void elements). */
export const voidElements = setOf(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr',
);

/** Elements whose content is never shown by an email client, or by a browser without plug-ins and scripts. */
export const unshownElements = setOf(
  'annotation annotation-xml applet audio canvas datalist iframe meter mphantom noembed noframes noscript object optgroup option progress rp script select style svg template title video',
);

/** Elements whose content is not markup, each with the tokeniser state that reads the content. */
export const rawElements: ReadonlyMap<string, 'RAWTEXT' | 'RCDATA' | 'SCRIPT_DATA' | 'PLAINTEXT'> = new Map([
  ...['iframe', 'noembed', 'noframes', 'noscript', 'style', 'xmp'].map((name) => [name, 'RAWTEXT'] as const),
  ['textarea', 'RCDATA'],
  ['title', 'RCDATA'],
  ['script', 'SCRIPT_DATA'],
  ['plaintext', 'PLAINTEXT'],
]);

/** Start tags that end any enclosing SVG or MathML (HTML standard, section 13.2.6.5). */
export const breakingOut = setOf(
  'b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var',
);

/** Elements in SVG and MathML whose content is HTML. */
export const integrationPoints = setOf('foreignobject desc title mi mo mn ms mtext annotation-xml');

/**
 * Formatting elements. A formatting element that is not closed within a block continues after the block (HTML
 * standard).
 */
export const formattingElements = setOf('a b big code em font i nobr s small strike strong tt u');

/** Elements that limit the effect of end tags inside them (HTML standard, scopes). */
export const scopes = setOf('html table td th caption template marquee object applet');

export const tableParts = setOf('caption col colgroup tbody td tfoot th thead tr');

/** Elements that can directly contain only parts of a table; anything else in them is shown before the table. */
export const tableContexts = setOf('table tbody tfoot thead tr');

const blocks = setOf(
  'address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary ul xmp',
);

/** Whether a start tag ends an open paragraph. A table does so only in pages with a doctype. */
export function endsParagraph(name: string, hasDoctype: boolean): boolean {
  return name === 'table' ? hasDoctype : blocks.has(name);
}

export function isBlock(name: string): boolean {
  return name === 'table' || blocks.has(name) || tableParts.has(name);
}

/**
 * Maps each start tag to the open elements that it closes, and to the scope boundaries: elements outside the nearest
 * boundary stay open.
 */
export const endedBy: ReadonlyMap<
  string,
  readonly [ended: ReadonlySet<string>, within: ReadonlySet<string>]
> = new Map([
  ['li', [setOf('li'), setOf('ul ol menu dir table td th')]],
  ['dd', [setOf('dd dt'), setOf('dl table td th')]],
  ['dt', [setOf('dd dt'), setOf('dl table td th')]],
  ['a', [setOf('a'), scopes]],
  ['nobr', [setOf('nobr'), scopes]],
  ['button', [setOf('button'), scopes]],
  ['option', [setOf('option'), setOf('select')]],
  ['td', [setOf('td th'), setOf('table')]],
  ['th', [setOf('td th'), setOf('table')]],
  ['tr', [setOf('tr caption'), setOf('table')]],
  ['tbody', [setOf('tbody thead tfoot caption colgroup'), setOf('table')]],
  ['thead', [setOf('tbody thead tfoot caption colgroup'), setOf('table')]],
  ['tfoot', [setOf('tbody thead tfoot caption colgroup'), setOf('table')]],
  ['caption', [setOf('caption tbody thead tfoot'), setOf('table')]],
]);

/** Blocks with an empty line before and after them. */
const spaced = setOf('p h1 h2 h3 h4 h5 h6 ul ol dl menu dir table blockquote pre listing xmp hr');

/** Elements whose white space is kept unless a style says otherwise. */
export const preformattedElements = setOf('pre listing xmp plaintext textarea');
/** Elements whose text a browser strikes through. */
export const struckElements = setOf('s strike del');
/** Elements that begin another cell of a table. */
export const cellParts = setOf('td th tr');

/** Returns how many line breaks the start or end of an element causes. */
export function breaksAround(name: string): 0 | 1 | 2 {
  if (spaced.has(name)) return 2;
  return blocks.has(name) || name === 'caption' || name === 'tr' ? 1 : 0;
}
