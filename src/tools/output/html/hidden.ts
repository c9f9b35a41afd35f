import { attribute } from './attribute.ts';
import { colourOf } from './colour.ts';

/** How a start tag makes its content look. */
export type Look = {
  readonly hidden: boolean;
  readonly colour: string | undefined;
  readonly background: string | undefined;
};

/** Real mail has no longer tags, so the content of a longer one counts as hidden. */
const MAX_TAG = 16_000;

/** Styles that make an element invisible. */
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

const unchanged: Look = { hidden: false, colour: undefined, background: undefined };

export function lookOf(source: string): Look {
  if (source.length > MAX_TAG || /\shidden[\s=/>]/i.test(source)) return { ...unchanged, hidden: true };
  if (!/\s(?:style|color|bgcolor)\s*=/i.test(source)) return unchanged;
  const style = styleOf(source);
  return {
    hidden: hiddenStyles.some((hiding) => hiding.test(style)),
    colour: colourOf(/(?:^|;)color:([^;]+)/.exec(style)?.[1] ?? attribute(source, 'color')),
    background: colourOf(
      /(?:^|;)background(?:-color)?:(rgba?\([^)]*\)|[^;(]+?)(?:url|;|$)/.exec(style)?.[1] ??
        attribute(source, 'bgcolor'),
    ),
  };
}

/** The style of a tag in lower case, without white space and comments. */
function styleOf(tag: string): string {
  return attribute(tag, 'style')
    .toLowerCase()
    .replaceAll(/\/\*.*?\*\/|\s+/g, '');
}
