import type * as z from 'zod';

import { LONGEST_TEXT } from '../../../documents/document-limits.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import type { itemBody } from '../../output/graph-schema.ts';
import { createHtmlBudget, MAX_HTML_HERE, type HtmlBudget } from '../../output/html/html-budget.ts';

type ItemBody = z.output<typeof itemBody>;

type Bodies = { readonly body?: ItemBody; readonly uniqueBody?: ItemBody };

/**
 * Returns the text of a message: the part that is new in the conversation (`uniqueBody`) if it was requested and has
 * text, otherwise all of it. Bodies are requested as HTML, because Graph's own conversion to text keeps hidden text.
 */
export function bodyText({ body, uniqueBody }: Bodies, budget: HtmlBudget): string {
  return textOf(uniqueBody, budget) || textOf(body, budget);
}

/** Like `bodyText`, but reads long HTML in a worker thread, within the thread's limits. */
export async function wholeBodyText({ body, uniqueBody }: Bodies, call: ToolCall): Promise<string> {
  return (await wholeTextOf(uniqueBody, call)) || wholeTextOf(body, call);
}

function isHtml(body: ItemBody): body is { content: string; contentType: string } {
  return body?.contentType?.toLowerCase() === 'html' && typeof body.content === 'string';
}

function textOf(body: ItemBody, budget: HtmlBudget): string {
  return isHtml(body) ? budget.textOf(body.content) : (body?.content ?? '');
}

async function wholeTextOf(body: ItemBody, call: ToolCall): Promise<string> {
  if (!isHtml(body) || body.content.length <= MAX_HTML_HERE) return textOf(body, createHtmlBudget());
  const bytes = Buffer.from(body.content);
  try {
    return (await call.files.textOf({ kind: 'html', bytes, from: 0, length: LONGEST_TEXT })).text;
  } catch (error) {
    // If there is no worker thread, or it reaches its limits, the beginning of the text is better than nothing.
    if (error instanceof ToolError) return textOf(body, createHtmlBudget());
    throw error;
  }
}
