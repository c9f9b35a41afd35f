import { createHash } from 'node:crypto';

import { html as htmlAnswer } from '../http/response/respond.ts';
import { stylesheet } from './stylesheet.ts';

const safe: unique symbol = Symbol('safe');

/** Markup that is safe to put into a page; only `html` and `element` make it. */
export type Markup = { readonly [safe]: string };

/** What may stand in an `html` template; text is escaped, nothing is left out silently but `undefined` and `false`. */
export type Interpolation = string | number | false | undefined | Markup | readonly Markup[];

/** Makes markup; every interpolated text is escaped, for element content and for quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Interpolation[]): Markup {
  const text = parts
    .map((part, index) => part + (index < values.length ? render(values[index]) : ''))
    .join('');
  return { [safe]: text };
}

/** The text of markup, for tests and for documents that are not made by `page`. */
export function markupText(markup: Markup): string {
  return markup[safe];
}

/** The policy of every page that has no script of its own: our one stylesheet, no frame, no other source. Without form-action, which browsers apply to the redirects that follow. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `style-src ${hashSource(stylesheet)}`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A stylesheet or a script as an element, byte for byte, because the policy names its hash. */
export function element(name: 'style' | 'script', text: string): Markup {
  return { [safe]: `<${name}>${text}</${name}>` };
}

/** How a policy allows exactly one stylesheet or script (Content Security Policy 3, 2.3.1). */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export { stylesheet } from './stylesheet.ts';

/** What a page shows. */
export type Page = {
  readonly title: string;
  readonly body: Markup;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What stands in the head beside the common, such as a stylesheet that the page's own policy names. */
  readonly head?: Markup;
};

/** A whole page as an answer, never stored. */
export function page({ title, body, status, headers, head }: Page): Response {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Portico</title>
        <link rel="icon" href="data:," />
        ${element('style', stylesheet)} ${head}
      </head>
      <body>
        <header><span class="mark" aria-hidden="true"></span><span class="brand">Portico</span></header>
        <main>${body}</main>
      </body>
    </html> `;
  return htmlAnswer(markupText(document), {
    ...(status !== undefined && { status }),
    ...(headers !== undefined && { headers }),
  });
}

/** An answer with one Set-Cookie header more for each cookie. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(value: Interpolation): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
  return isList(value) ? value.map((item) => item[safe]).join('') : value[safe];
}

function isList(value: Markup | readonly Markup[]): value is readonly Markup[] {
  return Array.isArray(value);
}
