/** A CSS declaration. `name` and `value` are in lower case, with single spaces and without comments. */
export type Declaration = { readonly name: string; readonly value: string; readonly important: boolean };

/**
 * Rewrites CSS so that it can be split at its punctuation: converts it to lower case, replaces comments with spaces,
 * decodes escapes and removes the addresses from `url()`. Escaped or quoted punctuation becomes U+FFFD. Runs in linear
 * time.
 */
export function plainCss(css: string): string {
  const out: string[] = [];
  const special = /[/\\"'(]/g;
  let at = 0;
  while (at < css.length) {
    special.lastIndex = at;
    const next = special.exec(css)?.index ?? css.length;
    if (next > at) out.push(css.slice(at, next).toLowerCase());
    if (next >= css.length) break;
    at = readSpecial(css, next, out);
  }
  return out.join('').replaceAll(/\s+/g, ' ');
}

/** Reads the comment, escape, string or address at `at`; returns the position after it. */
function readSpecial(css: string, at: number, out: string[]): number {
  switch (css.charAt(at)) {
    case '/': {
      if (css.charAt(at + 1) !== '*') break;
      const end = css.indexOf('*/', at + 2);
      out.push(' ');
      return end < 0 ? css.length : end + 2;
    }
    case '\\': {
      const [character, end] = escapeAt(css, at);
      out.push(character);
      return end;
    }
    case '"':
    case "'":
      return readString(css, at, out);
    default: {
      if (!isAddress(css, at, out)) break;
      const end = css.indexOf(')', at);
      out.push('()');
      return end < 0 ? css.length : end + 1;
    }
  }
  out.push(css.charAt(at));
  return at + 1;
}

/** Whether the bracket at `at` opens an unquoted address, in which punctuation has no syntactic meaning. */
function isAddress(css: string, at: number, out: readonly string[]): boolean {
  return (out.at(-1) ?? '').endsWith('url') && !/^\(\s{0,100}["']/.test(css.slice(at, at + 102));
}

function readString(css: string, open: number, out: string[]): number {
  const quote = css.charAt(open);
  const stop = quote === '"' ? /["\\\n]/g : /['\\\n]/g;
  out.push('"');
  for (let at = open + 1; ;) {
    stop.lastIndex = at;
    const next = stop.exec(css)?.index ?? css.length;
    out.push(harmless(css.slice(at, next)));
    if (css.charAt(next) !== '\\') {
      out.push('"');
      return next + 1;
    }
    const [character, end] = escapeAt(css, next);
    out.push(character);
    at = end;
  }
}

/** Decodes the escape at `at` (CSS Syntax, section 4.3.7). */
function escapeAt(css: string, at: number): [string, number] {
  const hex = /^[0-9a-f]{1,6}/i.exec(css.slice(at + 1, at + 7))?.[0];
  if (hex === undefined) {
    const character = String.fromCodePoint(css.codePointAt(at + 1) ?? 0xff_fd);
    return [character === '\n' ? '' : harmless(character), at + 1 + character.length];
  }
  const end = at + 1 + hex.length;
  const code = Number.parseInt(hex, 16);
  const character = code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\ufffd';
  return [harmless(character), /\s/.test(css.charAt(end)) ? end + 1 : end];
}

function harmless(text: string): string {
  return text.toLowerCase().replaceAll(/[^-\w\u0080-\uffff]/g, '\ufffd');
}

/** Splits plain CSS at separators outside brackets. */
export function splitOutside(css: string, separator: ';' | ',' | ' ' | '/'): string[] {
  if (css === '') return [];
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < css.length; at += 1) {
    const character = css.charAt(at);
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth = Math.max(0, depth - 1);
    const endsBlock = separator === ';' && character === '}';
    if (depth > 0 || (character !== separator && !endsBlock)) continue;
    parts.push(css.slice(from, at));
    from = at + 1;
  }
  parts.push(css.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Parses the declarations in plain CSS, such as the value of a style attribute. */
export function declarationsIn(css: string): Declaration[] {
  return splitOutside(css, ';').flatMap((part) => {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon).trimEnd();
    if (colon < 1 || !/^-{0,2}[a-z_][-\w]{0,60}$/.test(name)) return [];
    const given = part.slice(colon + 1).trim();
    const mark = /! ?important$/.exec(given.slice(-12));
    const value = mark === null ? given : given.slice(0, -mark[0].length).trim();
    return [{ name, value, important: mark !== null }];
  });
}
