import { isRecord } from '../../../../base/is-record.ts';
import { parseJson } from '../../../../base/json-text.ts';

/** Maximum length of a card, in characters. This limit is well above the 28 KB that Teams accepts. */
const MAX_CARD = 64_000;
const MAX_DEPTH = 16;
const MAX_PARTS = 400;

/** Properties of card elements with text for the reader, in reading order. */
const texts = ['title', 'subtitle', 'text', 'value', 'altText', 'label', 'placeholder'] as const;
/** Properties that contain further elements. */
const containers = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'facts',
  'inlines',
  'images',
  'choices',
  'sections',
  'actions',
  'buttons',
  'card',
  'content',
] as const;

/**
 * Returns the text that a reader sees on an adaptive card, a hero card or another card, one line for each element, and
 * the addresses that its buttons open. Omits hidden elements. Returns undefined if the content is not a card.
 */
export function cardText(content: string | null | undefined): string | undefined {
  const card = parseBounded(content);
  if (card === undefined) return undefined;
  const lines: string[] = [];
  collect(card, lines, 0);
  return lines.join('\n');
}

function parseBounded(content: string | null | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!content || content.length > MAX_CARD) return undefined;
  const parsed = parseJson(content);
  return isRecord(parsed) ? parsed : undefined;
}

function collect(element: unknown, lines: string[], depth: number): void {
  if (depth > MAX_DEPTH || lines.length >= MAX_PARTS) return;
  if (Array.isArray(element)) {
    for (const one of element) collect(one, lines, depth + 1);
    return;
  }
  if (typeof element === 'string' && depth > 0) lines.push(element);
  if (!isRecord(element) || element['isVisible'] === false) return;
  const own = texts.flatMap((name) => {
    const value = element[name];
    return typeof value === 'string' && value.trim() !== '' ? [value] : [];
  });
  const line = [...own, ...addressOf(element)].join(': ');
  if (line !== '') lines.push(line);
  for (const name of containers) {
    const inner = element[name];
    if (typeof inner === 'object') collect(inner, lines, depth + 1);
    else if (name === 'inlines' && typeof inner === 'string') lines.push(inner);
  }
}

/** Returns the address that a button opens. */
function addressOf({ type, url }: Readonly<Record<string, unknown>>): readonly string[] {
  const opens = typeof type === 'string' && /^Action\.OpenUrl$|^openUrl$/i.test(type);
  return opens && typeof url === 'string' && /^https?:/i.test(url) ? [url] : [];
}

/** Returns the title of an announcement; empty if the announcement has no title. */
export function announcementTitle(content: string | null | undefined): string {
  return textIn(parseBounded(content), 'title');
}

/** Returns the HTML of a forwarded message; empty if the message does not forward another one. */
export function forwardedHtml(content: string | null | undefined): string {
  return textIn(parseBounded(content), 'originalMessageContent');
}

/** Returns the beginning and the author of a quoted message. */
export function quotedText(content: string | null | undefined): string {
  const quoted = parseBounded(content);
  const sender = quoted?.['messageSender'];
  const user = isRecord(sender) ? sender['user'] : undefined;
  return [textIn(user, 'displayName'), textIn(quoted, 'messagePreview')].filter(Boolean).join(': ');
}

function textIn(value: unknown, name: string): string {
  const text = isRecord(value) ? value[name] : undefined;
  return typeof text === 'string' ? text.trim() : '';
}
