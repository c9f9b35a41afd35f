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
