import { beginsWithNumber } from '../../../documents/exponent.ts';
import { breaksAround, cellParts } from './elements.ts';
import { linkText } from './link.ts';
import { visibilityOf, type Look } from './look.ts';
import { TooMuchWork } from './element-stack.ts';
import { createOpenElements, isCheckBox, type OpenElements } from './open-elements.ts';
import { createTextStructure, type TextStructure } from './text-structure.ts';
import { readTokens } from './tokens.ts';

/** Maximum length of the HTML, in characters. */
export const MAX_HTML = 4_000_000;

/** Maximum length of link text to compare with the address, in characters. */
const MAX_SHOWN = 8_000;

/**
 * Maximum number of steps per character of HTML, in addition to a fixed number of steps. Real email needs a tenth of
 * this limit.
 */
const WORK_PER_CHARACTER = 16;
const BASE_WORK = 500_000;

/** Maximum length of a picture's alt text, in characters. */
const LONGEST_DESCRIPTION = 1_000;
/** Maximum number of distinct alt texts shown for pictures that are not inside links. */
const MOST_PICTURES = 100;
const SYMBOL =
  /^\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{200d}|\u{fe0f}){0,9}$/u;
/** Some programs use a picture's file name as alt text if the author has not provided any. */
const FILE_NAME = /^[\w.-]{1,80}\.(?:png|jpe?g|gif|bmp|webp|svg|emf|wmf)$/i;

const CUT = '[The HTML is too long or too complicated. The rest is not shown.]';
const TOO_DEEP = '[Content that is nested too deeply is not shown.]';
const STRUCK = '~~';
const DOUBTFUL = '[possibly invisible, because its colour matches the background behind a picture: ';

type Reading = {
  text: TextStructure;
  readonly elements: OpenElements;
  link: { readonly href: string; shown: string } | undefined;
  /** Whether the next line feed directly follows `<pre>` and is therefore ignored (HTML standard). */
  isAfterPre: boolean;
  /** The alt texts of the pictures shown so far. */
  readonly pictures: Set<string>;
  isDoubtful: boolean;
  /** Whether the text so far ends with struck text whose end is not marked yet. */
  isStruck: boolean;
};

/**
 * Converts untrusted HTML to the text that its reader would see. Runs in linear time and adds a note if it did not read
 * everything.
 * - Applies style sheets, and drops hidden elements, text in the colour of its background, comments and scripts.
 * - Defangs links whose text names a host other than the target's.
 * - Keeps lists with their numbers, quotes, tables and preformatted text.
 * - Replaces pictures with their alt texts. Outside links, each alt text is shown only once.
 */
export function textOfHtml(html: string, longest = MAX_HTML): string {
  const given = html.slice(0, longest);
  let hasDoctype = false;
  const elements = createOpenElements(BASE_WORK + given.length * WORK_PER_CHARACTER, () => hasDoctype);
  const reading: Reading = {
    text: createTextStructure(),
    elements,
    link: undefined,
    isAfterPre: false,
    pictures: new Set(),
    isDoubtful: false,
    isStruck: false,
  };
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
  endStruck(reading);
  markDoubt(reading, false);
  const text = reading.text.result();
  const remarks = [elements.wasCut() ? TOO_DEEP : '', isCut ? CUT : ''];
  return [text, ...remarks].filter(Boolean).join('\n\n');
}

/** Reads all style sheets in advance, because each style sheet applies to the whole page. */
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
  if (cellParts.has(name)) endStruck(reading);
  const look = elements.start(name, attributes);
  const { shown } = elements.lookOfText();
  if (name === 'body' || name === 'html') {
    if (!shown && !reading.text.writer().isEmpty())
      [reading.text, reading.link] = [createTextStructure(), undefined];
    return;
  }
  if (shown) separate(reading, name);
  reading.text.start(name, attributes, shown);
  reading.isAfterPre = name === 'pre' || name === 'listing';
  if (!shown) return;
  if (look !== undefined) addEmpty(reading, name, attributes, look);
  if (name === 'hr') addRule(reading);
  if (name === 'a') {
    closeLink(reading);
    reading.link = { href: attributes.get('href')?.trim() ?? '', shown: '' };
  }
}

function takeEnd(reading: Reading, name: string): void {
  const { elements } = reading;
  const wasShown = elements.lookOfText().shown;
  elements.end(name);
  if (reading.isStruck && (cellParts.has(name) || !elements.isStruck())) endStruck(reading);
  if (wasShown && name === 'a') closeLink(reading);
  reading.text.end(name);
  reading.text.settle((one) => elements.countOf(one));
  if (wasShown) separate(reading, name);
}

/** Adds the line breaks around a block. There is no empty line before a nested list. */
function separate({ text }: Reading, name: string): void {
  const breaks = breaksAround(name);
  if (name === 'br') text.writer().addBreak();
  else if (breaks !== 0) text.writer().breakLine(isList(name) && text.isInList() ? 1 : breaks);
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol' || name === 'menu' || name === 'dir';
}

function addRule({ text }: Reading): void {
  text.writer().write('---', false);
  text.writer().breakLine(2);
}

function addText(reading: Reading, text: string): void {
  const look = reading.elements.lookOfText();
  const visibility = visibilityOf(look);
  const isAfterPre = reading.isAfterPre;
  reading.isAfterPre = false;
  if (visibility === 'hidden') return;
  const isBlank = text.trim() === '';
  if (!isBlank) markDoubt(reading, visibility === 'doubtful');
  if (isExponent(reading, look, text)) reading.text.writer().append('^');
  const words = isAfterPre ? text.replace(/^\n/, '') : text;
  if (!isBlank && !look.struck) endStruck(reading);
  if (isBlank || !look.struck || reading.isStruck) return put(reading, words, look.preformatted);
  // Write the white space before the mark, so that the mark touches the struck text.
  const start = words.length - words.trimStart().length;
  put(reading, words.slice(0, start), look.preformatted);
  reading.text.writer().write(STRUCK, look.preformatted);
  reading.isStruck = true;
  put(reading, words.slice(start), look.preformatted);
}

/**
 * Whether text is a superscript number directly after another number. Without a mark, the two numbers would read as
 * one.
 */
function isExponent({ text, elements }: Reading, { raised }: Look, words: string): boolean {
  const isRaised = raised || elements.countOf('sup') > 0;
  return isRaised && beginsWithNumber(words) && text.writer().isAfterDigit();
}

function put({ text, link }: Reading, words: string, isPreformatted: boolean): void {
  text.writer().write(words, isPreformatted);
  if (link !== undefined && link.shown.length < MAX_SHOWN) link.shown += words.slice(0, MAX_SHOWN);
}

/** Marks the end of struck text, as in Markdown. Without marks, struck text would be mistaken for valid text. */
function endStruck(reading: Reading): void {
  if (reading.isStruck) reading.text.writer().append(STRUCK);
  reading.isStruck = false;
}

/** Marks the beginning or end of text that the reader may not see. */
function markDoubt(reading: Reading, isDoubtful: boolean): void {
  if (reading.isDoubtful === isDoubtful) return;
  reading.isDoubtful = isDoubtful;
  if (isDoubtful) put(reading, DOUBTFUL, false);
  else reading.text.writer().append(']');
}

/** Adds the text for an element without content: the state of a check box or the alt text of a picture. */
function addEmpty(reading: Reading, name: string, attributes: ReadonlyMap<string, string>, look: Look): void {
  if (!isCheckBox(name, attributes)) addPicture(reading, attributes, look);
  else if (visibilityOf(look) === 'seen') put(reading, attributes.has('checked') ? '☒ ' : '☐ ', false);
}

/**
 * Adds the alt text of a picture unless the picture is tiny, because readers see this text when pictures are blocked.
 * Adds each alt text only once, because logos and icons repeat. Inside a link, however, always adds the alt text,
 * because it is the link text. Alt text that is a symbol, such as an emoji, is shown as it is.
 */
function addPicture(reading: Reading, attributes: ReadonlyMap<string, string>, look: Look): void {
  const { pictures } = reading;
  const words = (attributes.get('alt') ?? '').slice(0, LONGEST_DESCRIPTION).replaceAll(/\s+/g, ' ').trim();
  const sizes = ['width', 'height'].map((name) => Number.parseFloat(attributes.get(name) ?? '100'));
  if (words === '' || sizes.some((size) => size < 10) || visibilityOf(look) !== 'seen') return;
  const isInLink = reading.link !== undefined;
  if (SYMBOL.test(words)) put(reading, words, false);
  else if (isInLink) put(reading, `[picture: ${words}]`, false);
  else if (pictures.size < MOST_PICTURES && !pictures.has(words) && !FILE_NAME.test(words)) {
    put(reading, ` [picture: ${words}] `, false);
    pictures.add(words);
  }
}

/** Adds the address of a link after the link's text, or only the address if the link has no text. */
function closeLink(reading: Reading): void {
  if (reading.link === undefined) return;
  const { href } = reading.link;
  const shown = reading.link.shown.replaceAll(/\s+/g, ' ');
  reading.link = undefined;
  const writer = reading.text.writer();
  const text = linkText(shown.trim() === '' ? shown : shown.trim(), href);
  if (shown.trim() === '') writer.write(text, false);
  else writer.append(text.slice(shown.trim().length));
}
