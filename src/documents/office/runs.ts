import { symbolFont } from './symbol-characters.ts';
import { attribute, type Attributes } from './xml.ts';

/** Whether an element is a run of text. A field on a slide, such as a date, is numbered and read like a run. */
export function isRun(name: string): boolean {
  return name === 'r' || name === 'fld';
}

/**
 * Whether an element is a slide number. Slide numbers are left out, because each slide's heading already contains its
 * number.
 */
export function isSlideNumber(name: string, attributes: Attributes): boolean {
  return name === 'fld' && attribute(attributes, 'type') === 'slidenum';
}

/** Returns the properties that an element sets for its run: whether it is superscript, and its symbol font. */
export function fontProperties(
  name: string,
  attributes: Attributes,
): { readonly raised?: boolean; readonly font?: string } {
  if (name === 'vertAlign') return { raised: attribute(attributes, 'val') === 'superscript' };
  // In slides, this is the distance from the baseline, in thousandths of a percent of the font size.
  if (name === 'rPr') return { raised: Number(attribute(attributes, 'baseline') ?? 0) > 0 };
  const font = symbolFont(name, attributes);
  return font === undefined ? {} : { font };
}

/** Whether the frame of a paragraph is a drop cap. */
export function isDropCap(attributes: Attributes): boolean {
  return ['drop', 'margin'].includes(attribute(attributes, 'dropCap') ?? '');
}
