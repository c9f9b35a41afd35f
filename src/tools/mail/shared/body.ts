import type * as z from 'zod';

import { wholeCharacters } from '../../../base/text/whole-characters.ts';
import { stripInvisible } from '../../../base/untrusted-text.ts';
import { LONGEST_TEXT } from '../../../documents/document-limits.ts';
import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import type { itemBody } from '../../output/graph-schema.ts';
import { passage } from '../../output/untrusted.ts';
import { createHtmlBudget, MAX_HTML_HERE, type HtmlBudget } from '../../output/html/html-budget.ts';

type ItemBody = z.output<typeof itemBody>;

type Bodies = { readonly body?: ItemBody; readonly uniqueBody?: ItemBody };

/**
 * Returns the new part of a message (`uniqueBody`) if this part was requested and has text, otherwise the full text.
 * Bodies are requested as HTML, because Graph's own conversion to text keeps hidden text.
 */
export function bodyText({ body, uniqueBody }: Bodies, budget: HtmlBudget): string {
  return visible(textOf(uniqueBody, budget)) || textOf(body, budget);
}

/** Like `bodyText`, but reads long HTML in a worker thread, within the thread's limits. */
export async function wholeBodyText({ body, uniqueBody }: Bodies, call: ToolCall): Promise<string> {
  return visible(await wholeTextOf(uniqueBody, call)) || wholeTextOf(body, call);
}

/** Maximum length of a page, in characters; about 6,000 tokens. */
const PAGE_CHARACTERS = 24_000;

/**
 * Cleans a body and returns the part that starts at `offset`; `next` is undefined for the last part. Offsets count the
 * characters of the cleaned text.
 */
export function bodyPage(given: string, offset: number): { text: string; next: number | undefined } {
  const whole = passage(given, Infinity);
  if (whole === '' && offset === 0) return { text: '(no text)', next: undefined };
  if (offset >= whole.length)
    throw new ToolError('bad_argument', 'The offset is beyond the end of the text.');
  if (offset + PAGE_CHARACTERS >= whole.length) return { text: whole.slice(offset), next: undefined };
  const text = wholeCharacters(whole.slice(offset), PAGE_CHARACTERS);
  return { text, next: offset + text.length };
}

/** Returns the text, or an empty string if nothing in the text is visible. */
function visible(text: string): string {
  return stripInvisible(text).trim() === '' ? '' : text;
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
    // If there is no worker thread, or if the thread reaches its limits, only the beginning of the text is returned.
    if (error instanceof ToolError) return textOf(body, createHtmlBudget());
    throw error;
  }
}
