import { describe, expect, it } from 'vitest';

import { textOfXlsx } from '../../../../src/documents/office/sheet/xlsx.ts';
import { packageOf } from '../office-files.ts';

const metadata = (count: number) => {
  const each = (render: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => render(index));
  const blocks = each((index) => `<bk><extLst><ext uri="{1}"><rvb i="${index}"/></ext></extLst></bk>`);
  return `<metadata><metadataTypes><metadataType name="XLDAPR"/><metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLDAPR"><bk/></futureMetadata><futureMetadata name="XLRICHVALUE">${blocks.join('')}</futureMetadata><valueMetadata>${each((index) => `<bk><rc t="2" v="${index}"/></bk>`).join('')}</valueMetadata></metadata>`;
};

const structures = `<rvStructures>
  <s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s>
  <s t="_localImage"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/><k n="Text" t="s"/></s>
  <s t="_linkedentity2"><k n="%EntityCulture" t="s"/><k n="_DisplayString" t="s"/></s>
  <s t="_error"><k n="errorType" t="i"/></s>
  <s t="_webimage"><k n="WebImageIdentifier" t="i"/></s>
</rvStructures>`;

/** Returns the line of a sheet whose cells all have the error #VALUE!, each with one of these rich values. */
function lineWith(
  values: readonly string[],
  parts: Readonly<Record<string, string>> = {},
): string | undefined {
  const cells = values.map((_, index) => `<c t="e" vm="${index + 1}"><v>#VALUE!</v></c>`);
  const file = packageOf(
    'xl/workbook.xml',
    {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
      'xl/a.xml': `<worksheet><sheetData><row>${cells.join('')}</row></sheetData></worksheet>`,
      'xl/metadata.xml': metadata(values.length),
      'xl/richData/rdrichvalue.xml': `<rvData>${values.join('')}</rvData>`,
      'xl/richData/rdrichvaluestructure.xml': structures,
      ...parts,
    },
    {
      'xl/workbook.xml': {
        a: ['worksheet', 'a.xml'],
        m: ['sheetMetadata', 'metadata.xml'],
        v: ['rdRichValue', 'richData/rdrichvalue.xml'],
        s: ['rdRichValueStructure', 'richData/rdrichvaluestructure.xml'],
      },
    },
  );
  return [...textOfXlsx(file)]
    .join('')
    .split('\n')
    .find((line) => line.startsWith('1 | '));
}

describe('a cell that only newer versions of Excel can show', () => {
  it.each([
    ['a picture', '<rv s="0"><v>0</v><v>5</v></rv>', '[picture]'],
    [
      'a picture with an alternative text',
      '<rv s="1"><v>0</v><v>5</v><v>Red  chair</v></rv>',
      '[picture: Red chair]',
    ],
    ['a picture from the web', '<rv s="4"><v>0</v></rv>', '[picture]'],
    ['a stock', '<rv s="2"><v>en-US</v><v>Contoso Ltd</v></rv>', 'Contoso Ltd'],
    ['an error', '<rv s="3"><v>8</v></rv>', '#VALUE!'],
    ['a value of an unknown kind', '<rv s="99"><v>8</v></rv>', '#VALUE!'],
  ])(
    'is shown as its content or, if there is no content to show, as the error that Excel stored: %s',
    (_case, value, shown) => {
      expect(lineWith([value])).toBe(`1 | ${shown}`);
    },
  );

  it('is shown with its own value if a sheet has several such cells', () => {
    const picture = '<rv s="1"><v>0</v><v>5</v><v>Chair</v></rv>';
    expect(lineWith(['<rv s="0"><v>0</v><v>5</v></rv>', picture])).toBe('1 | [picture] | [picture: Chair]');
  });

  it('is shown as the error that Excel stored if its data is damaged', () => {
    expect(lineWith(['<rv s="0"><v>0</v></rv>'], { 'xl/metadata.xml': '<metadata><bk>' })).toBe(
      '1 | #VALUE!',
    );
  });
});
