import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { textOfHtml } from '../output/html/text-of-html.ts';

/** A text argument of an old tool, with length limits that no sensible call reaches. */
export const word = (what: string) => z.string().min(1).max(512).describe(what);
export const line = (what: string) => z.string().max(2_000).describe(what);
export const content = (what: string) => z.string().max(60_000).describe(what);
export const addresses = (what: string) => z.array(z.string().max(10_000)).max(100).describe(what);
export const count = (most: number) => z.int().min(1).max(most).optional().describe('Rows.');

/** OData options such as `{ "$top": "5" }`. */
export const queryParams = () =>
  z
    .record(z.string().max(100), z.unknown())
    .meta({ type: 'object', additionalProperties: true, maxProperties: 20 })
    .optional()
    .describe('OData options.');

/** Portico returns a page and a cursor for the next page, so this argument has no effect. */
export const fetchAll = () =>
  z.boolean().optional().describe('Ignored. To continue a list, call get_next_page.');

export const contentType = () =>
  z.enum(['text', 'html', 'Text', 'HTML']).optional().describe('Type of the body.');

/** Adds a Z to a time without an offset, because old servers interpreted such a time as UTC. */
export function utc(time: string): string;
export function utc(time: string | undefined): string | undefined;
export function utc(time: string | undefined): string | undefined {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)[T ]([\d:.]+)$/i.exec(time?.trim() ?? '') ?? [];
  return date === undefined ? time : `${date}T${clock}Z`;
}

/** Returns the time `days` days after the start of a range, or after now if the start is missing or in words. */
export function daysAfter(start: string | undefined, days: number): string {
  const from = start === undefined ? Number.NaN : Date.parse(utc(start));
  const end = new Date(from + days * 86_400_000);
  return Number.isNaN(end.getTime()) ? `in ${days} days` : end.toISOString();
}

/** Reduces an HTML body to its text, without styles, because mail and events are written in Markdown or plain text. */
export function plainBody(body: string, type: string | undefined): string {
  const isHtml = type?.toLowerCase() === 'html' || type === undefined;
  return isHtml && /<[a-z!/]/i.test(body) ? textOfHtml(body) : body;
}

/** Returns the arguments of `graph_get` for a collection and OData options. */
export function graphRead(path: string, options: z.output<ReturnType<typeof queryParams>>) {
  return { path, query: options };
}

/** Throws if an argument without a counterpart in Portico was given. */
export function refuseGiven(args: Readonly<Record<string, unknown>>, instead: string): void {
  const names = Object.keys(args).filter((name) => args[name] !== undefined);
  if (names.length === 0) return;
  throw new ToolError('bad_argument', `${names.join(' and ')}: not supported here; ${instead}`);
}

/**
 * Limits a number of rows. Portico's lists have smaller pages than some old tools, and explain how to get the remaining
 * rows.
 */
export function rowsUpTo(most: number, given: number | undefined): number | undefined {
  return given === undefined ? undefined : Math.min(most, given);
}

/** Whether there is at least one OData option. The options have not been validated yet. */
export function hasMembers(options: unknown): boolean {
  return Object.keys(options ?? {}).length > 0;
}
