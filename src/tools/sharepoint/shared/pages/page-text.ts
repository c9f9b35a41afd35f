import * as z from 'zod';

import { counted } from '../../../../base/text/counted.ts';
import { createHtmlBudget } from '../../../output/html/html-budget.ts';
import { text } from '../../../output/graph-schema.ts';
import { cell, passage } from '../../../output/untrusted.ts';

const entries = z.array(z.object({ key: text, value: text })).nullish();

const webPart = z.object({
  innerHtml: text,
  data: z
    .object({
      title: text,
      description: text,
      serverProcessedContent: z
        .object({ searchablePlainTexts: entries, htmlStrings: entries, links: entries })
        .nullish(),
    })
    .nullish(),
});

type WebPart = z.output<typeof webPart>;

const webParts = z.array(webPart).nullish();

export const canvasLayout = z
  .object({
    horizontalSections: z
      .array(z.object({ columns: z.array(z.object({ webparts: webParts })).nullish() }))
      .nullish(),
    verticalSection: z.object({ webparts: webParts }).nullish(),
  })
  .nullish();

const MOST_LINKS = 50;

/**
 * Returns the text of all web parts of a page in reading order; empty if there is none. `address` is the page's address
 * and is used to complete relative links.
 */
export function textOfLayout(layout: z.output<typeof canvasLayout>, address: string): string {
  const inSections = (layout?.horizontalSections ?? []).flatMap(({ columns }) =>
    (columns ?? []).flatMap(({ webparts }) => webparts ?? []),
  );
  const budget = createHtmlBudget();
  return [...inSections, ...(layout?.verticalSection?.webparts ?? [])]
    .map((part) => textOfPart(part, address, budget))
    .filter((part) => part !== '')
    .join('\n\n');
}

type HtmlBudget = ReturnType<typeof createHtmlBudget>;

function textOfPart({ innerHtml, data }: WebPart, address: string, budget: HtmlBudget): string {
  if (innerHtml) return passage(budget.textOf(innerHtml), Infinity);
  const { searchablePlainTexts, htmlStrings, links } = data?.serverProcessedContent ?? {};
  const lines = [
    ...[data?.title, data?.description].map((one) => cell(one ?? '', 400)),
    ...itemsOf(searchablePlainTexts ?? [], links ?? [], address),
    ...(htmlStrings ?? []).map(({ value }) => passage(budget.textOf(value ?? ''), Infinity)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

type Entry = NonNullable<z.output<typeof entries>>[number];

/** An item of a web part, such as a quick link: its title and other texts, and its links. */
type Item = { readonly texts: string[]; readonly links: string[] };

/**
 * Returns a line for each item of a web part. Graph lists the titles of all items first, then all descriptions, then
 * all links. A key such as `items[0].title` shows which item an entry belongs to.
 */
function itemsOf(texts: readonly Entry[], links: readonly Entry[], address: string): readonly string[] {
  const items = new Map<string, Item>();
  const itemOf = (entry: Entry, position: string): Item => {
    const key = /^.*\[\d+\]/.exec(entry.key ?? '')?.[0] ?? position;
    const item = items.get(key) ?? { texts: [], links: [] };
    items.set(key, item);
    return item;
  };
  for (const [index, entry] of texts.entries()) {
    const item = itemOf(entry, `text ${index}`);
    const line = passage(entry.value ?? '', Infinity);
    if (!item.texts.includes(line)) item.texts.push(line);
  }
  // `baseUrl` is the address of the site, not a link that readers see.
  const seen = links.filter(({ key, value }) => key !== 'baseUrl' && value);
  for (const [index, entry] of seen.slice(0, MOST_LINKS).entries())
    itemOf(entry, `link ${index}`).links.push(cell(absolute(entry.value ?? '', address), 500));
  const hidden = seen.length - MOST_LINKS;
  const lines = [...items.values()].map(lineOf);
  return hidden > 0 ? [...lines, `[not shown: ${counted(hidden, 'more link')}]`] : lines;
}

function lineOf({ texts, links }: Item): string {
  const text = texts.filter((one) => one !== '').join(': ');
  const addresses = links.join(', ');
  return text === '' || addresses === '' ? text || addresses : `${text} (${addresses})`;
}

/** Adds the host to a link that begins with a slash. */
function absolute(link: string, address: string): string {
  return link.startsWith('/') && URL.canParse(link, address) ? new URL(link, address).href : link;
}
