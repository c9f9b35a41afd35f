const setOf = (names: string): readonly string[] => names.split(' ');

/**
 * Elements that are emitted under another name, because email clients do not support them or would hide their content.
 */
const renamed: readonly (readonly [name: string, as: string])[] = [
  ...setOf('article aside center details figcaption figure footer header main nav section summary').map(
    (name) => [name, 'div'] as const,
  ),
  ...setOf('abbr bdi big cite dfn font mark small time').map((name) => [name, 'span'] as const),
  ['strike', 's'],
  ['tt', 'code'],
  ['ins', 'u'],
];

const blocks = setOf(
  'address blockquote caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul',
);
const inlines = setOf('a b br code del em i kbd q s samp span strong sub sup u var wbr');

/** Maps each element that an email may contain to the name under which it is emitted. */
export const allowedElements: ReadonlyMap<string, string> = new Map([
  ...[...blocks, ...inlines].map((name) => [name, name] as const),
  ...renamed,
]);

/** The allowed elements that begin a block of HTML. */
export const blockElements: ReadonlySet<string> = new Set([
  ...blocks,
  ...renamed.filter(([, as]) => as === 'div').map(([name]) => name),
]);

export const voidElements: ReadonlySet<string> = new Set(['br', 'hr', 'wbr']);

/**
 * Styles that Outlook needs to show tables, quotes and code properly. None of these styles sets a background colour,
 * because dark modes treat background colours differently.
 */
export const styles: ReadonlyMap<string, string> = new Map([
  ['table', 'margin:8px 0;border-collapse:collapse'],
  ['th', 'border:1px solid #b0b0b0;padding:4px 8px;vertical-align:top'],
  ['td', 'border:1px solid #b0b0b0;padding:4px 8px;vertical-align:top'],
  ['blockquote', 'margin:8px 0 8px 4px;padding:0 0 0 10px;border-left:3px solid #b0b0b0'],
  [
    'pre',
    'margin:8px 0;padding:8px;border:1px solid #b0b0b0;font-family:Consolas,monospace;white-space:pre-wrap',
  ],
  ['code', 'font-family:Consolas,monospace'],
]);
