import { html, page, type Markup } from './layout.ts';

/** A page that says one thing: a heading and its sentences. */
export function messagePage(message: {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What follows the sentences, such as a button. */
  readonly after?: Markup;
}): Response {
  const { title, sentences, after, ...answer } = message;
  const body = html`<h1>${title}</h1>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)} ${after}`;
  return page({ title, body, ...answer });
}
