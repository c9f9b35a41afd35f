import { describe, expect, it } from 'vitest';

import { textOfHtml } from '../../../../src/tools/output/html/text-of-html.ts';

describe('a check box in HTML', () => {
  it.each([
    ['a ticked one', '<input type="checkbox" checked> Paid', '☒ Paid'],
    ['an empty one', '<input type=checkbox>Paid', '☐ Paid'],
    ['capital letters', '<INPUT TYPE=CHECKBOX CHECKED="">Paid', '☒ Paid'],
    ['a group of options', '<input type=radio>Yes <input type=radio checked>No', '☐ Yes ☒ No'],
    [
      'a task list',
      '<ul><li><input type="checkbox" checked disabled> A</li><li><input type="checkbox" disabled> B</li></ul>',
      '- ☒ A\n- ☐ B',
    ],
    ['a cell', '<table><tr><td>VAT<td><input type=checkbox checked></table>', 'VAT | ☒'],
  ])('shows whether it is ticked: %s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['its style', '<input type="checkbox" style="display:none">a', 'a'],
    ['a style sheet', '<style>.toggle{display:none}</style><input type="checkbox" class="toggle">a', 'a'],
    ['an element around it', 'a<div hidden><input type="checkbox"></div>', 'a'],
    ['its kind', '<input type="hidden" checked>a', 'a'],
  ])('is left out if it is hidden by %s', (_how, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });
});
