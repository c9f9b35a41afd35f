import { html, page, type Markup } from './layout.ts';

/** Renders a page with a heading and paragraphs. */
export function messagePage(message: {
  readonly title: string;
  readonly sentences: readonly (string | Markup)[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Additional elements for the head. */
  readonly head?: Markup;
  /** Markup after the paragraphs. */
  readonly after?: Markup;
}): Response {
  const { title, sentences, after, ...answer } = message;
  const body = html`<h1>${title}</h1>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${after}`;
  return page({ title, body, ...answer });
}
