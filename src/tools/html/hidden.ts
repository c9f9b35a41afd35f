import { attribute } from './attribute.ts';

/** What the page so far says about how text looks: whether a background was set anywhere. */
export type Page = { backgrounds: boolean };

/** No honest tag is longer; what a longer one does is not looked into. */
const LONGEST_TAG = 16_000;

/** Styles by which an element takes no part in what is seen. */
const hiddenStyles: readonly RegExp[] = [
  /(?:^|;)display:none/,
  /(?:^|;)visibility:(?:hidden|collapse)/,
  /(?:^|;)opacity:(?:0|0?\.0\d*)(?:%|!|;|$)/,
  /(?:^|;)font-size:(?:(?:0|0?\.0\d*)(?:px|pt|em|rem|%)?|(?:0?\.\d+|1)(?:px|pt))(?:!|;|$)/,
  /(?:^|;)mso-hide:all/,
  /(?:^|;)(?:max-)?(?:height|width):0(?:px|pt|em)?(?:!|;|$).*overflow:hidden/,
  /(?:^|;)overflow:hidden.*;(?:max-)?(?:height|width):0(?:px|pt|em)?(?:!|;|$)/,
  /(?:^|;)(?:left|top|right|text-indent|margin-left|margin-top):-\d{3,}/,
  /(?:^|;)clip(?:-path)?:(?:rect\(0|inset\((?:50|100)%)/,
  /(?:^|;)color:transparent/,
];

const white =
  /^(?:#fff(?:fff)?(?:ff)?|white|snow|#f[a-f0-9]f[a-f0-9]f[a-f0-9]|rgba?\(25[0-5],25[0-5],25[0-5])/;

/**
 * Whether a start tag hides what is in it: by attribute, by style, or by a colour that does not show on its
 * background. White text counts as hidden as long as the page has set no background. Notes backgrounds in `page`.
 */
export function isHidden(source: string, page: Page): boolean {
  if (source.length > LONGEST_TAG || /\shidden[\s=/>]/i.test(source)) return true;
  if (/\sbgcolor\s*=/i.test(source)) page.backgrounds = true;
  const style = styleOf(source);
  if (hiddenStyles.some((hiding) => hiding.test(style))) return true;
  return isUnreadable(style, attribute(source, 'color').toLowerCase(), page);
}

/** Whether the text has the colour of what is behind it. */
function isUnreadable(style: string, fontColour: string, page: Page): boolean {
  const background = /(?:^|;)background(?:-color)?:([^;]+)/.exec(style)?.[1];
  if (background !== undefined && !white.test(background)) page.backgrounds = true;
  const colour = /(?:^|;)color:([^;!]+)/.exec(style)?.[1] ?? fontColour;
  if (colour === '') return false;
  if (background === undefined) return white.test(colour) && !page.backgrounds;
  return background === colour || (white.test(background) && white.test(colour));
}

/** The style of a tag in one spelling: lower case, without white space and comments. */
function styleOf(tag: string): string {
  return attribute(tag, 'style')
    .toLowerCase()
    .replaceAll(/\/\*.*?\*\/|\s+/g, '');
}
