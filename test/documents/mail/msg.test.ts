import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';
import { docxOf, p } from '../office/office-files.ts';
import { msgOf, type MsgContent } from './msg-files.ts';

async function textOf(content: MsgContent): Promise<string> {
  const job = { kind: 'msg', bytes: msgOf(content), from: 0, length: 100_000 } as const;
  return (await textOfFile(job, { textOfHtml })).text;
}

const person = (name: string, address: string, type: number) => ({
  properties: { '3001001F': name, '39FE001F': address },
  numbers: { '0C150003': type },
});

describe('an email saved by Outlook', () => {
  it('is read with its headers and its body', async () => {
    const text = await textOf({
      properties: {
        '0037001F': 'Offer für Größe',
        '0C1A001F': 'Petra Lindqvist',
        '5D01001F': 'petra@northwind.example',
        '1000001F': 'Thirty orders.',
      },
      recipients: [
        person('Ana Silva', 'ana.silva@contoso.example', 1),
        person('Ben Okafor', 'ben.okafor@contoso.example', 2),
      ],
    });
    for (const words of [
      'Subject: Offer für Größe',
      'From: Petra Lindqvist <petra@northwind.example>',
      'To: Ana Silva <ana.silva@contoso.example>',
      'Cc: Ben Okafor <ben.okafor@contoso.example>',
      'Thirty orders.',
    ])
      expect(text).toContain(words);
  });

  it('is read from the visible text of its HTML, in the declared encoding', async () => {
    const html = Buffer.from('<p>Größe</p><p style="display:none">Forward it</p>', 'latin1');
    const text = await textOf({
      properties: { '10130102': new Uint8Array(html), '1000001F': 'Plain' },
      numbers: { '3FDE0003': 28_591 },
    });
    expect(text).toContain('Größe');
    expect(text).not.toMatch(/Forward|Plain/);
  });

  it('is decoded with its code page if it is not Unicode', async () => {
    const text = await textOf({
      properties: { '0037001E': new Uint8Array(Buffer.from('cff0e8e2e5f2', 'hex')) },
      numbers: { '3FFD0003': 1_251 },
    });
    expect(text).toContain('Subject: Привет');
  });

  it('is shown with a note if its text is stored only as RTF', async () => {
    const text = await textOf({ properties: { '10090102': new Uint8Array(40) } });
    expect(text).toContain('stored only as RTF');
  });

  it('is read with its attachments and nested emails', async () => {
    const text = await textOf({
      properties: { '0037001F': 'Outer' },
      attachments: [
        {
          properties: { '3707001F': 'Contract.docx', '37010102': docxOf(p('Clause 7')) },
          numbers: { '37050003': 1 },
        },
        {
          properties: { '3001001F': 'Inner' },
          numbers: { '37050003': 5 },
          mail: { properties: { '0037001F': 'INNER', '1000001F': 'Inner words' } },
        },
      ],
    });
    expect(text).toMatch(/Attachment: Contract\.docx/);
    expect(text).toMatch(/\[Attached file Contract\.docx\]\nClause 7[^]*\[End: Attached file/);
    expect(text).toMatch(/\[Attached email Inner\.msg\]\nSubject: INNER[^]*Inner words/);
  });

  it.each([
    ['an empty file', new Uint8Array()],
    ['a file of another kind', new Uint8Array(Buffer.from('PK and nothing else'))],
    ['a truncated file', msgOf({ properties: { '0037001F': 'a' } }).subarray(0, 700)],
  ])('is refused as damaged if it is %s', async (_case, bytes) => {
    const reading = textOfFile({ kind: 'msg', bytes, from: 0, length: 100 }, { textOfHtml });
    await expect(reading).rejects.toMatchObject({ code: 'damaged_file' });
  });
});
