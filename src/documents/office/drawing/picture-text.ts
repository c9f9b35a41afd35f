import { oneLine } from '../../one-line.ts';
import { attribute, type Attributes } from '../xml.ts';
import { isHidden } from './hidden-shapes.ts';

/** Maximum length of a picture's description, in characters. */
const LONGEST_DESCRIPTION = 1_000;

/**
 * Whether an element describes a picture or another drawing: in Word (ECMA-376, part 1, section 20.4.2.5; VML in part
 * 4, section 19.1.2.19), or in presentations and workbooks (part 1, sections 19.3.1.12 and 20.5.2.8).
 * Only Word has drawings within paragraphs. There, `cNvPr` is ignored, because it repeats the description.
 */
export function isPicture(name: string, isInParagraph: boolean): boolean {
  return isInParagraph ? name === 'docPr' || name === 'shape' : name === 'cNvPr';
}

/** Returns the description from a picture's element; empty for a hidden picture or one without a description. */
export function pictureText(attributes: Attributes): string {
  const words = attribute(attributes, 'descr') ?? attribute(attributes, 'alt') ?? '';
  const text = oneLine(words.slice(0, LONGEST_DESCRIPTION));
  return text === '' || isHidden(attributes) ? '' : `[picture: ${text}]`;
}
