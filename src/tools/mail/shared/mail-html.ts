import { readTokens } from '../../output/html/tokens.ts';

/** The allowed elements, with the inline style that email clients without style sheets of their own need. */
const styles: ReadonlyMap<string, string> = new Map([
  ...'a b br del em h1 h2 h3 h4 h5 h6 i ins li ol p s strong sub sup tbody thead tr u ul'
    .split(' ')
    .map((name) => [name, ''] as const),
  ['blockquote', 'margin:0 0 0 8px;padding-left:12px;border-left:3px solid #ccc'],
  ['code', 'font-family:Consolas,monospace'],
  ['hr', 'border:0;border-top:1px solid #ccc'],
  ['pre', 'font-family:Consolas,monospace;background:#f5f5f5;padding:8px;white-space:pre-wrap'],
  ['table', 'border-collapse:collapse'],
  ['td', 'border:1px solid #ccc;padding:4px 8px'],
  ['th', 'border:1px solid #ccc;padding:4px 8px'],
]);
const shorter: ReadonlyMap<string, string> = new Map([
  ['strong', 'b'],
  ['em', 'i'],
]);
const empty = new Set(['br', 'hr']);
const blocks = new Set('blockquote h1 h2 h3 h4 h5 h6 hr ol p pre table ul'.split(' '));
/** Elements that contain only other elements, and the elements that each may stand in. */
const containers = new Set('ol table tbody thead tr ul'.split(' '));
const parents: ReadonlyMap<string, readonly string[]> = new Map([
  ['li', ['ol', 'ul']],
  ['tbody', ['table']],
  ['thead', ['table']],
  ['tr', ['table', 'tbody', 'thead']],
  ['td', ['tr']],
  ['th', ['tr']],
]);
/** Elements beyond this depth are left out; their text stays. Bounds the search for an open element. */
const MAX_DEPTH = 100;

export function isSafeLink(target: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(target.trim());
}

/** Whether a tag, from its opening bracket on, belongs to an allowed element. */
export function isAllowedTag(tag: string): boolean {
  const name = /^<\/?([a-z][a-z0-9]*)(?=[\s/>])/i.exec(tag)?.[1];
  return name !== undefined && styles.has(name.toLowerCase());
}

/**
 * Cleans HTML for an email: keeps the allowed elements, `href` to web and email addresses, the first number of a list
 * and the alignment of a cell, drops all other tags and attributes, closes what is open and adds inline styles.
 */
export function mailHtml(html: string): string {
  const out: string[] = [];
  const open: string[] = [];
  const close = (index: number): void => {
    while (open.length > index) {
      const name = open.pop();
      if (name === 'p' && out.at(-1) === '<p>') out.pop();
      else out.push(`</${name}>`);
    }
  };
  readTokens(html, {
    onDoctype: () => undefined,
    onStart(given, attributes) {
      const name = shorter.get(given) ?? given;
      if (!styles.has(name)) return;
      if (blocks.has(name)) close(open.includes('p') ? open.lastIndexOf('p') : open.length);
      const place = placeFor(name, open);
      if (place === undefined || open.length >= MAX_DEPTH) return;
      if (name === 'a' && (open.includes('a') || !isSafeLink(attributes.get('href') ?? ''))) return;
      close(place);
      out.push(`<${name}${attributesFor(name, attributes)}>`);
      if (!empty.has(name)) open.push(name);
    },
    onEnd(given) {
      const name = shorter.get(given) ?? given;
      const cell = Math.max(open.lastIndexOf('td'), open.lastIndexOf('th'), open.lastIndexOf('li'));
      const at = open.lastIndexOf(name);
      if (at >= 0 && (at >= cell || parents.has(name) || containers.has(name))) close(at);
    },
    onText(text) {
      if (containers.has(open.at(-1) ?? '') && text.trim() === '') return;
      out.push(escapeHtml(text));
    },
  });
  close(0);
  return out.join('').trim();
}

/** Returns the depth at which an element can open, or undefined if the elements around it do not allow it. */
function placeFor(name: string, open: readonly string[]): number | undefined {
  const wanted = parents.get(name);
  if (wanted === undefined) {
    const isList = name === 'ol' || name === 'ul';
    return containers.has(open.at(-1) ?? '') && !isList ? undefined : open.length;
  }
  const border = open.findLastIndex((one) => one === 'table' || one === 'ol' || one === 'ul');
  const at = open.findLastIndex((one) => wanted.includes(one));
  return at < 0 || at < border ? undefined : at + 1;
}

function attributesFor(name: string, attributes: ReadonlyMap<string, string>): string {
  const align = /^text-align:(?:left|right|center)$/.exec(attributes.get('style') ?? '')?.[0];
  const style = [styles.get(name), name === 'td' || name === 'th' ? align : ''].filter(Boolean).join(';');
  const start = name === 'ol' ? /^\d{1,9}$/.exec(attributes.get('start') ?? '')?.[0] : undefined;
  const href = name === 'a' ? attributes.get('href')?.trim() : undefined;
  return [
    href === undefined ? '' : ` href="${escapeHtml(href)}"`,
    start === undefined ? '' : ` start="${start}"`,
    style === '' ? '' : ` style="${style}"`,
  ].join('');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
