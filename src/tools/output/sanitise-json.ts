import { isRecord } from '../../base/is-record.ts';
import { textOfHtml } from './html/text-of-html.ts';
import { passage } from './untrusted.ts';

const LONGEST_STRING = 8_000;
const DEEPEST = 20;
/** Previews are made by Exchange, which quotes text that the reader of a mail would not see. */
const PREVIEW = '(not shown; select body)';

/** Notes of the protocol other than an item's version and type, file contents, and addresses that let anybody in. */
const noise = /^@microsoft\.graph\.|@odata\.(?!etag$|type$)|^(?:contentBytes|downloadUrl|uploadUrl)$/;
const preAuthenticated = /[?&](?:tempauth|access_token|sig)=/i;

/**
 * Data of Graph as a model should read it: without empty values, protocol notes, pre-authenticated addresses and file
 * contents; HTML as its visible text, every string cleaned and bounded.
 */
export function tidy(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shownString(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '(nested deeper than is shown)';
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth + 1));
  if (!isRecord(value)) return undefined;
  if (isHtmlBody(value)) return passage(textOfHtml(value.content), LONGEST_STRING);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, given]) => !isEmpty(given) && !noise.test(name))
      .map(([name, given]) => [
        passage(name, 100),
        name === 'bodyPreview' ? PREVIEW : tidy(given, depth + 1),
      ]),
  );
}

function shownString(value: string): string {
  return preAuthenticated.test(value)
    ? '(a pre-authenticated address, not shown)'
    : passage(value, LONGEST_STRING);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The shape in which mail, events and posts carry their text. */
function isHtmlBody(value: Readonly<Record<string, unknown>>): value is { content: string } {
  return typeof value.content === 'string' && String(value.contentType).toLowerCase() === 'html';
}
