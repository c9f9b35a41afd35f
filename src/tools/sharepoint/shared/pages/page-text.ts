import * as z from 'zod';

import { createHtmlBudget } from '../../../output/html/html-budget.ts';
import { text } from '../../../output/graph-schema.ts';
import { cell, passage } from '../../../output/untrusted.ts';

const entries = z.array(z.object({ value: text })).nullish();

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

/** Returns the text of all web parts of a page in reading order; empty if there is none. */
export function textOfLayout(layout: z.output<typeof canvasLayout>): string {
  const inSections = (layout?.horizontalSections ?? []).flatMap(({ columns }) =>
    (columns ?? []).flatMap(({ webparts }) => webparts ?? []),
  );
  const budget = createHtmlBudget();
  return [...inSections, ...(layout?.verticalSection?.webparts ?? [])]
    .map((part) => textOfPart(part, budget))
    .filter((part) => part !== '')
    .join('\n\n');
}

function textOfPart({ innerHtml, data }: WebPart, budget: ReturnType<typeof createHtmlBudget>): string {
  if (innerHtml) return passage(budget.textOf(innerHtml), Infinity);
  const { searchablePlainTexts, htmlStrings, links } = data?.serverProcessedContent ?? {};
  const lines = [
    ...[data?.title, data?.description].map((one) => cell(one ?? '', 400)),
    ...valuesOf(searchablePlainTexts).map((one) => passage(one, Infinity)),
    ...valuesOf(htmlStrings).map((one) => passage(budget.textOf(one), Infinity)),
    ...linksIn(valuesOf(links)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function linksIn(all: readonly string[]): readonly string[] {
  const hidden = all.length - MOST_LINKS;
  const shown = all.slice(0, MOST_LINKS).map((link) => cell(link, 500));
  return hidden > 0 ? [...shown, `[${hidden} more links are not shown]`] : shown;
}

function valuesOf(list: z.output<typeof entries>): readonly string[] {
  return (list ?? []).flatMap(({ value }) => value ?? []);
}
