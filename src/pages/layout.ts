import { createHash } from 'node:crypto';

import { html as htmlAnswer } from '../http/response/respond.ts';
import { stylesheet } from './stylesheet.ts';

const safe: unique symbol = Symbol('safe');

/** Markup that is safe to put into a page. Only `html` and `element` create it. */
export type Markup = { readonly [safe]: string };

/** A value in an `html` template. Text is escaped; `undefined` and `false` render as nothing. */
export type Interpolation = string | number | false | undefined | Markup | readonly Markup[];

/** Creates markup. Interpolated text is escaped for element content and for quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Interpolation[]): Markup {
  const text = parts
    .map((part, index) => part + (index < values.length ? render(values[index]) : ''))
    .join('');
  return { [safe]: text };
}

/** Returns markup as text, for tests and for documents that `page` does not create. */
export function markupText(markup: Markup): string {
  return markup[safe];
}

/**
 * The policy for pages without a script: only our stylesheet, no frames and no other sources. The policy omits
 * form-action, because browsers also apply that directive to the redirects that follow a post.
 */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `style-src ${hashSource(stylesheet)}`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/**
 * Wraps a stylesheet or script in an element. The text is left unchanged, because the policy contains its hash.
 */
export function element(name: 'style' | 'script', text: string): Markup {
  return { [safe]: `<${name}>${text}</${name}>` };
}

/**
 * Returns the policy source that allows exactly this stylesheet or script (Content Security Policy 3, section 2.3.1).
 */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export type Page = {
  readonly title: string;
  readonly body: Markup;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Additional elements for the head, such as a stylesheet that the page's own policy allows. */
  readonly head?: Markup;
};

/** Renders a complete page, which is never cached. */
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

/** Adds a Set-Cookie header for each cookie. */
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
