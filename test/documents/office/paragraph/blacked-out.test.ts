import { describe, expect, it } from 'vitest';

import { p, textOfWord } from '../office-files.ts';

const colour = (value: string) => `<w:color w:val="${value}"/>`;
const highlight = (value: string) => `<w:highlight w:val="${value}"/>`;
const shade = (value: string, pattern = 'clear', front = 'auto') =>
  `<w:shd w:val="${pattern}" w:color="${front}" w:fill="${value}"/>`;

describe('text in a Word document', () => {
  it.each([
    ['black on black highlighting', colour('000000') + highlight('black')],
    ['black on black shading', colour('000000') + shade('000000')],
    ['almost black on black', colour('010203') + highlight('black')],
    ['red on red', colour('FF0000') + shade('ff0000')],
    ['black on a solid black pattern', colour('000000') + shade('auto', 'solid', '000000')],
    ['white on white highlighting', colour('FFFFFF') + highlight('white') + shade('0000FF')],
    ['white on white shading', colour('FFFFFF') + shade('FFFFFF')],
    [
      'yellow on highlighting in front of another shading',
      colour('FFFF00') + highlight('yellow') + shade('0000FF'),
    ],
  ])('is left out if it has the colour of its own background: %s', (_what, look) => {
    expect(textOfWord(p('Seen') + p('Unseen', look))).toBe('Seen');
  });

  it.each([
    ['black on yellow', colour('000000') + highlight('yellow')],
    ['white on black', colour('FFFFFF') + highlight('black')],
    ['black on its automatic shading', colour('000000') + shade('auto')],
    ['automatic on black, which Word shows in white', colour('auto') + shade('000000')],
    ['without a colour on black', shade('000000')],
    ['white on a solid black pattern', colour('FFFFFF') + shade('FFFFFF', 'solid', '000000')],
    [
      'black on white highlighting in front of black shading',
      colour('000000') + highlight('white') + shade('000000'),
    ],
    ['black with removed highlighting', colour('000000') + highlight('none')],
  ])('is shown if it can be distinguished from its background: %s', (_what, look) => {
    expect(textOfWord(p('Text', look))).toBe('Text');
  });
});
