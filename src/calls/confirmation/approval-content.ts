import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { stripInvisible } from '../../base/untrusted-text.ts';
import type { Action } from './describe-action.ts';

/** The text that the user sees before approving an action, cleaned and limited in size. */
export const approvalContent = z.object({
  title: z.string(),
  /** Why the action needs an approval. */
  reason: z.string(),
  lines: z.array(z.string()),
  moreLines: z.int(),
  outsiders: z.array(z.string()),
  moreOutsiders: z.int(),
  /** The call's arguments. */
  details: z.array(z.object({ name: z.string(), value: z.string(), cut: z.int() })),
  moreDetails: z.int(),
});

export type ApprovalContent = z.infer<typeof approvalContent>;

/**
 * Maximum size of the content as JSON, in bytes. Sealing makes the content a third longer, and the result must stay
 * below 16,000 characters.
 */
const CONTENT_BYTES = 8_000;
/** Maximum size of the preview's lines, in bytes, so that space remains for the outsiders and the arguments. */
const LINES_BYTES = 3_000;
const OUTSIDERS_BYTES = 1_500;
const LINE_BYTES = 600;
/** Size of a detail's punctuation and property names in JSON, in bytes. */
const DETAIL_OVERHEAD_BYTES = 40;

/** Collects what an action would do: the preview, the outsiders and the call's arguments. */
export function contentOf(
  { tool, preview, decision, outsiders }: Action,
  args: Readonly<Record<string, unknown>>,
): ApprovalContent {
  const lines = firstOf(preview.lines, LINES_BYTES);
  const named = firstOf(outsiders, OUTSIDERS_BYTES);
  const detailBytes = CONTENT_BYTES - sizeOf(lines) - sizeOf(named);
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const details = detailsOf(given, detailBytes);
  return {
    title: tool.title,
    reason: decision.reason,
    lines,
    moreLines: preview.lines.length - lines.length + (preview.more ?? 0),
    outsiders: named,
    moreOutsiders: outsiders.length - named.length,
    details,
    moreDetails: given.length - details.length,
  };
}

/** Whether anything is missing from the content. */
export function isCut({ moreLines, moreOutsiders, details, moreDetails }: ApprovalContent): boolean {
  return moreLines + moreOutsiders + moreDetails > 0 || details.some(({ cut }) => cut > 0);
}

/** Returns as many leading texts as fit in `bytes`, each truncated to `LINE_BYTES`. */
function firstOf(texts: readonly string[], bytes: number): string[] {
  const chosen: string[] = [];
  let left = bytes;
  for (const text of texts) {
    const { kept, cut } = fit(stripInvisible(text), LINE_BYTES);
    const line = cut > 0 ? `${kept}… (${counted(cut, 'more character')})` : kept;
    left -= sizeOf(line);
    if (left < 0) break;
    chosen.push(line);
  }
  return chosen;
}

function detailsOf(
  given: readonly (readonly [string, unknown])[],
  bytes: number,
): ApprovalContent['details'] {
  const details: ApprovalContent['details'] = [];
  let left = bytes;
  // Shorter values are placed first, so that a long text cannot crowd out the other arguments.
  const texts = given.map(([name, value]) => ({ name, text: textOf(value) }));
  const ordered = texts.toSorted((a, b) => a.text.length - b.text.length);
  for (const { name, text } of ordered) {
    left -= DETAIL_OVERHEAD_BYTES + name.length;
    if (left < 0) break;
    const { kept, cut } = fit(text, left);
    details.push({ name, value: kept, cut });
    left -= sizeOf(kept);
  }
  const order = given.map(([name]) => name);
  return details.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return stripInvisible(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return stripInvisible(value.join('\n'));
  return stripInvisible(JSON.stringify(value) ?? '');
}

/** Truncates text to a size in bytes; `cut` is the number of characters that are left out. */
function fit(text: string, bytes: number): { readonly kept: string; readonly cut: number } {
  let kept = text;
  for (let size = sizeOf(kept); size > bytes && kept !== ''; size = sizeOf(kept)) {
    kept = kept.slice(0, Math.floor((kept.length * Math.max(0, bytes)) / (size + 1)));
  }
  return { kept, cut: text.length - kept.length };
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
