import { spaceFor } from './elements.ts';
import { linkText } from './link.ts';
import { visibilityOf } from './look.ts';
import { TooMuchWork } from './element-stack.ts';
import { createOpenElements, type OpenElements } from './open-elements.ts';
import { readTokens } from './tokens.ts';

/** In characters. */
export const MAX_HTML = 4_000_000;

/** The step limit: a number per character of HTML, plus a fixed number. Real email takes a tenth of it. */
const WORK_PER_CHARACTER = 16;
const BASE_WORK = 500_000;

const CUT = '[The HTML is too long or too complicated. The rest is not shown.]';
const TOO_DEEP = '[Content that is nested too deeply is not shown.]';
const DOUBTFUL = '[possibly invisible, because its colour matches the background behind a picture: ';

type Reading = {
  out: string[];
  readonly elements: OpenElements;
  link: { readonly href: string; readonly from: number } | undefined;
  pictures: string[];
  isDoubtful: boolean;
};

/**
 * Converts untrusted HTML to the text that its reader would see. Applies style sheets and drops hidden elements, text
 * in the colour of its background, comments, scripts and pictures. Defangs links whose text names a host other than the
 * target's. Shows the alternative texts of pictures if there is no other text. Runs in linear time and adds a note if
 * it did not read everything.
 */
export function textOfHtml(html: string, longest = MAX_HTML): string {
  const given = html.slice(0, longest);
  let hasDoctype = false;
  const elements = createOpenElements(BASE_WORK + given.length * WORK_PER_CHARACTER, () => hasDoctype);
  const reading: Reading = { out: [], elements, link: undefined, pictures: [], isDoubtful: false };
  let isCut = html.length > longest;
  try {
    addStyleSheets(given, elements);
    elements.begin();
    readTokens(given, {
      onDoctype: (name) => {
        hasDoctype ||= name === 'html';
      },
      onStart: (name, attributes) => takeStart(reading, name, attributes),
      onEnd: (name) => takeEnd(reading, name),
      onText: (text) => addText(reading, text),
    });
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    isCut = true;
  }
  closeLink(reading);
  markDoubt(reading, false);
  const text = tidy(reading.out.join('')) || reading.pictures.join('\n');
  const remarks = [elements.wasCut() ? TOO_DEEP : '', isCut ? CUT : ''];
  return [text, ...remarks].filter(Boolean).join('\n\n');
}

/** A style sheet applies to the whole page, so all style sheets are read first. */
function addStyleSheets(html: string, { styles }: OpenElements): void {
  if (!/<style/i.test(html)) return;
  let sheet: string[] | undefined;
  readTokens(html, {
    onDoctype: () => undefined,
    onStart: (name, attributes) => {
      if (name === 'style' && isForScreens(attributes)) sheet = [];
    },
    onText: (text) => sheet?.push(text),
    onEnd: () => {
      if (sheet !== undefined) styles.addSheet(sheet.join(''));
      sheet = undefined;
    },
  });
  if (sheet !== undefined) styles.addSheet(sheet.join(''));
}

function isForScreens(attributes: ReadonlyMap<string, string>): boolean {
  const type = (attributes.get('type') ?? '').toLowerCase();
  return (
    (type === '' || type === 'text/css') &&
    !/^\s*print\s*$/i.test(attributes.get('media')?.slice(0, 40) ?? '')
  );
}

function takeStart(reading: Reading, name: string, attributes: ReadonlyMap<string, string>): void {
  const { elements } = reading;
  elements.start(name, attributes);
  const look = elements.lookOfText();
  if (name === 'body' || name === 'html') {
    if (!look.shown && reading.out.length > 0) [reading.out, reading.link] = [[], undefined];
    return;
  }
  if (!look.shown) return;
  if (name === 'img') addPicture(reading, attributes);
  if (name === 'a') {
    closeLink(reading);
    reading.link = { href: attributes.get('href')?.trim() ?? '', from: reading.out.length };
  }
  reading.out.push(spaceFor(name, false));
}

function takeEnd(reading: Reading, name: string): void {
  const { elements } = reading;
  const wasShown = elements.lookOfText().shown;
  elements.end(name);
  if (!wasShown) return;
  if (name === 'a') closeLink(reading);
  reading.out.push(spaceFor(name, true));
}

function addText(reading: Reading, text: string): void {
  const look = reading.elements.lookOfText();
  const visibility = visibilityOf(look);
  if (visibility === 'hidden') return;
  const isBlank = text.trim() === '';
  if (!isBlank) markDoubt(reading, visibility === 'doubtful');
  reading.out.push(look.preformatted ? text : text.replaceAll(/\s+/g, ' '));
}

/** Marks the beginning or end of text that the reader may not see. */
function markDoubt(reading: Reading, isDoubtful: boolean): void {
  if (reading.isDoubtful === isDoubtful) return;
  reading.isDoubtful = isDoubtful;
  reading.out.push(isDoubtful ? DOUBTFUL : ']');
}

/** Readers see alternative texts if pictures are blocked, unless the picture is tiny. */
function addPicture({ pictures, elements }: Reading, attributes: ReadonlyMap<string, string>): void {
  const words = (attributes.get('alt') ?? '').slice(0, 1_000).trim();
  const sizes = ['width', 'height'].map((name) => Number.parseFloat(attributes.get(name) ?? '100'));
  if (words === '' || sizes.some((size) => size < 10) || visibilityOf(elements.lookOfText()) !== 'seen')
    return;
  if (pictures.length < 100) pictures.push(`[picture: ${words}]`);
}

function closeLink(reading: Reading): void {
  if (reading.link === undefined) return;
  const { href, from } = reading.link;
  const shown = reading.out.splice(from).join('');
  reading.out.push(linkText(shown, href));
  reading.link = undefined;
}

function tidy(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
