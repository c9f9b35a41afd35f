import { describe, expect, it } from 'vitest';

import { workbook } from './workbook-text.ts';

/**
 * A control as Excel stores it. `look` is its kind and state. Its position and label are stored in a hidden shape of
 * the drawing.
 */
type Control = {
  readonly look: string;
  readonly column: number;
  readonly row: number;
  readonly label?: string;
};

const shapeOf = ({ column, row, label = '' }: Control, index: number) =>
  `<mc:AlternateContent><mc:Choice Requires="a14"><xdr:twoCellAnchor>
  <xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>7</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>7</xdr:rowOff></xdr:from>
  <xdr:to><xdr:col>99</xdr:col><xdr:row>99</xdr:row></xdr:to>
  <xdr:sp><xdr:nvSpPr><xdr:cNvPr id="${index + 3}" name="Check Box 1" hidden="1"><a:extLst><a:ext><a14:compatExt spid="_x0000_s${1025 + index}"/></a:ext></a:extLst></xdr:cNvPr></xdr:nvSpPr>
  <xdr:txBody><a:p><a:r><a:t>${label}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></mc:Choice><mc:Fallback/></mc:AlternateContent>`;

const drawn = (shapes: string) =>
  `<xdr:wsDr xmlns:xdr="xdr" xmlns:a="a" xmlns:a14="a14" xmlns:mc="mc">${shapes}</xdr:wsDr>`;

function textOf(controls: readonly Control[], others = ''): string {
  const list = controls.map(
    (_, index) =>
      `<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="${1025 + index}" r:id="c${index}" name="C"/></mc:Choice><mc:Fallback><control shapeId="${1025 + index}" r:id="c${index}" name="C"/></mc:Fallback></mc:AlternateContent>`,
  );
  const parts = controls.map(({ look }, index) => [
    `xl/c${index}.xml`,
    `<formControlPr xmlns="x14" ${look} lockText="1"/>`,
  ]);
  const relations = controls.map((_, index) => [`c${index}`, ['ctrlProp', `../c${index}.xml`]]);
  return workbook(
    `<sheetData/><drawing r:id="d"/><mc:AlternateContent><mc:Choice Requires="x14"><controls>${list.join('')}</controls></mc:Choice></mc:AlternateContent>`,
    { ...Object.fromEntries(parts), 'xl/drawing.xml': drawn(others + controls.map(shapeOf).join('')) },
    { 'xl/worksheets/sheet1.xml': { ...Object.fromEntries(relations), d: ['drawing', '../drawing.xml'] } },
  ).replace(/^## Sheet: S\n?/, '');
}

describe('the controls on a sheet', () => {
  it('are shown with their cells, states and labels', () => {
    expect(
      textOf([
        { look: 'objectType="CheckBox" checked="Checked" fmlaLink="$D$2"', column: 1, row: 4, label: 'Paid' },
        { look: 'objectType="CheckBox"', column: 1, row: 5, label: 'Sent &amp; received' },
        { look: 'objectType="CheckBox" checked="Checked"', column: 26, row: 6 },
        { look: 'objectType="Radio" checked="Checked"', column: 2, row: 7, label: 'Yes' },
        { look: 'objectType="Radio"', column: 3, row: 7, label: 'No' },
        { look: 'objectType="Drop" fmlaRange="$D$1:$D$3" sel="2"', column: 0, row: 8 },
        { look: 'objectType="Label"', column: 0, row: 9, label: 'For the treasurer' },
      ]).split('\n'),
    ).toEqual([
      '[check box at B5] ☒ Paid',
      '[check box at B6] ☐ Sent & received',
      '[check box at AA7] ☒',
      '[option at C8] ☒ Yes',
      '[option at D8] ☐ No',
      '[list at A9] entry 2 of $D$1:$D$3',
      '[control at A10] For the treasurer',
    ]);
  });

  it('do not count as hidden shapes, unlike other shapes', () => {
    const hidden =
      '<xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" hidden="1"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>Old</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor>';
    const paid = { look: 'objectType="CheckBox"', column: 0, row: 0, label: 'Paid' };
    expect(textOf([paid])).toBe('[check box at A1] ☐ Paid');
    expect(textOf([paid], hidden)).toBe(
      '[text boxes and pictures]\n[hidden shapes left out: 1]\n[check box at A1] ☐ Paid',
    );
  });

  it('are left out if they have nothing to show or exist only in the drawing', () => {
    expect(textOf([{ look: 'objectType="Scroll" val="5"', column: 0, row: 0 }])).toBe('');
    const shape = shapeOf({ look: '', column: 0, row: 0, label: 'Obey' }, 0);
    expect(textOf([], shape)).not.toContain('Obey');
  });

  it.each([
    [500, undefined],
    [501, '[more controls left out: 1]'],
  ])('are shown up to the limit of 500, and the rest is counted: %i', (count, note) => {
    const look = 'objectType="CheckBox"';
    const lines = textOf(Array.from({ length: count }, (_, row) => ({ look, column: 0, row }))).split('\n');
    expect(lines.slice(499)).toEqual(['[check box at A500] ☐', ...(note === undefined ? [] : [note])]);
  });
});
