import { fromHex, isAlike } from '../slide/slide-colours.ts';
import type { FontProperties } from './runs.ts';

/** Word's highlight colours (ECMA-376, part 1, section 17.18.40). */
const highlights: ReadonlyMap<string, string> = new Map([
  ['black', '000000'],
  ['blue', '0000ff'],
  ['cyan', '00ffff'],
  ['darkBlue', '000080'],
  ['darkCyan', '008080'],
  ['darkGray', '808080'],
  ['darkGreen', '008000'],
  ['darkMagenta', '800080'],
  ['darkRed', '800000'],
  ['darkYellow', '808000'],
  ['green', '00ff00'],
  ['lightGray', 'c0c0c0'],
  ['magenta', 'ff00ff'],
  ['red', 'ff0000'],
  ['white', 'ffffff'],
  ['yellow', 'ffff00'],
]);

/** Whether the text of a run has the same colour as its highlighting or shading, like text that was blacked out. */
export function isBlackedOut({ colour = '', highlight = '', shade = '' }: FontProperties): boolean {
  const [text, behind] = [colour, highlights.get(highlight) ?? shade].map(fromHex);
  return text !== undefined && behind !== undefined && isAlike(text, behind);
}
