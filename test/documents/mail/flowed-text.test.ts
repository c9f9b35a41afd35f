import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';

const FLOWED = 'Content-Type: text/plain; charset=utf-8; format=flowed';

async function textOf(...lines: readonly string[]): Promise<string> {
  const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
  const { text } = await textOfFile({ kind: 'eml', bytes, from: 0, length: 100_000 }, { textOfHtml });
  return text;
}

const quotation = [
  'On Monday, Ben wrote:',
  '> The first ',
  '> line. ',
  '>> Ana asked ',
  '>> this. ',
  'I agree ',
  'too.',
];
const joined = 'On Monday, Ben wrote:\n> The first line. \n>> Ana asked this. \nI agree too.\n';

describe('reading an email with format=flowed', () => {
  it.each([
    ['quoted lines, and keeps the quote depths apart', quotation, joined],
    ['quoted lines with spaces between the marks', ['> > Ana ', '> > asked'], '> > Ana asked\n'],
    ['lines that begin with a stuffed space', ['Letters: ', ' From A ', ' > B'], 'Letters: From A > B\n'],
    ['no line with a signature', ['Regards ', '-- ', 'Ana ', 'Silva'], 'Regards \n-- \nAna Silva\n'],
    ['no lines without a space at the end', ['One', 'Two', '', 'Three'], 'One\nTwo\n\nThree\n'],
  ])('joins %s', async (_case, lines, text) => {
    expect((await textOf(FLOWED, '', ...lines)).trimStart()).toBe(text);
  });

  it.each([
    ['format="flowed"', [FLOWED.replace('flowed', '"flowed"')]],
    [
      'Format=Flowed on a line of its own',
      ['Content-Type: text/plain;', '\tcharset=utf-8;', ' Format=Flowed'],
    ],
    ['quoted-printable', [FLOWED, 'Content-Transfer-Encoding: quoted-printable']],
  ])('joins lines if the header has %s', async (_case, header) => {
    const lines = header.length === 2 ? quotation.map((line) => line.replace(/ $/, '=20')) : quotation;
    expect((await textOf(...header, '', ...lines)).trimStart()).toBe(joined);
  });

  it('joins lines without the spaces if the header has delsp=yes', async () => {
    expect(await textOf(`${FLOWED}; delsp=yes`, '', '> 漢 ', '> 字', 'word  ', 'break')).toContain(
      '> 漢字\nword break\n',
    );
  });

  it('joins lines in a part of an email, and in an attached email', async () => {
    const part = ['Content-Type: multipart/mixed; boundary=b', '', '--b', FLOWED, '', ...quotation, '--b--'];
    const outer = [
      'Content-Type: multipart/mixed; boundary=o',
      '',
      '--o',
      'Content-Type: message/rfc822',
      '',
    ];
    expect(await textOf('Subject: S', ...part)).toContain(joined.trimEnd());
    expect(await textOf(...outer, 'Subject: S', ...part, '--o--')).toContain(joined.trimEnd());
    expect(await textOf(...outer, FLOWED, '', ...quotation, '--o--')).toContain(joined.trimEnd());
  });

  it('does not change a header field that the text quotes', async () => {
    expect(await textOf(FLOWED, '', 'See:', '', FLOWED)).toContain(`See:\n\n${FLOWED}\n`);
  });
});

it('an email without format=flowed keeps its lines', async () => {
  expect(await textOf('Content-Type: text/plain', '', ...quotation)).toContain(quotation.join('\n'));
});
