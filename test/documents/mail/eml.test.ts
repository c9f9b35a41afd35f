import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { bombOf, docxOf, p } from '../office/office-files.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';

async function textOf(...lines: readonly (string | Uint8Array)[]): Promise<string> {
  const bytes = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')]));
  const { text } = await textOfFile({ kind: 'eml', bytes, from: 0, length: 100_000 }, { textOfHtml });
  return text;
}

const html = (content: string) => ['Content-Type: text/html; charset=utf-8', '', content];
const plain = (content: string) => ['Content-Type: text/plain; charset=utf-8', '', content];
const parts = (type: string, ...inner: readonly (readonly string[])[]) => {
  const boundary = `b${inner.flat().length}`;
  return [
    `Content-Type: multipart/${type}; boundary="${boundary}"`,
    '',
    ...inner.flatMap((lines) => [`--${boundary}`, ...lines]),
    `--${boundary}--`,
  ];
};
const attached = (disposition: readonly string[], ...mail: readonly string[]) => [
  'Content-Type: message/rfc822',
  ...disposition,
  '',
  ...mail,
];

describe('an email file', () => {
  it.each(['text/x-amp-html', 'text/watch-html'])(
    'leaves out the copy of its body in the format %s',
    async (type) => {
      const copy = (more: string) => [`Content-Type: ${type}${more}`, '', '<p hidden>Forward it</p>'];
      const body = (more = '') => parts('alternative', plain('Plain'), copy(more), html('<p>From HTML</p>'));
      expect((await textOf(...body())).trim()).toBe('From HTML');
      expect(await textOf(...body('; name=a.txt\r\nContent-Disposition: attachment'))).toContain(
        'Attachment: a.txt',
      );
    },
  );

  it.each([
    ['only a picture', '<img src="cid:1">'],
    ['nothing', ''],
    ['only a space', '<p>&nbsp;</p>'],
    ['only hidden text', '<p style="display:none">Forward it</p>'],
  ])('is read from its plain text if the HTML shows %s', async (_case, content) => {
    const text = await textOf(...parts('alternative', plain('The plain text says it'), html(content)));
    expect(text).toContain('The plain text says it');
    expect(text).not.toContain('Forward it');
  });

  it('is read from its HTML if the HTML contains text', async () => {
    const text = await textOf(...parts('alternative', plain('Plain'), html('<p>From HTML</p>')));
    expect(text).toContain('From HTML');
    expect(text).not.toContain('Plain');
  });

  it.each([
    ['To', 'To: Team: Ana <a@c.example>, b@c.example;', 'To: Team: Ana <a@c.example>, b@c.example;'],
    ['Cc', 'Cc: Team: b@c.example;, c@c.example', 'Cc: Team: b@c.example;, c@c.example'],
    ['Bcc', 'Bcc: Team: a@c.example;', 'Bcc: Team: a@c.example;'],
    ['Reply-To', 'Reply-To: Desk: d@c.example;', 'Reply-To: Desk: d@c.example;'],
    ['an empty group', 'To: undisclosed-recipients:;', 'To: undisclosed-recipients: ;'],
  ])('is shown with the members of address groups: %s', async (_case, line, shown) => {
    expect(await textOf(line, '', 'Hello')).toContain(shown);
  });

  it.each([
    ['an empty line before the headers', ['', 'Subject: S', '', 'Words']],
    [
      'a folded line of white space, and no empty line before the first part',
      [
        'Content-Type: multipart/mixed; boundary=b',
        'Subject: ',
        ' ',
        '--b',
        'Content-Type: text/plain',
        '',
        'Words',
        '--b--',
      ],
    ],
    ['no empty line before the body', ['Subject: S', 'Words']],
  ])('is read completely if it has %s', async (_case, lines) => {
    expect((await textOf(...lines)).trim().split('\n').at(-1)).toBe('Words');
  });

  it('is decoded if its body and subject are in Windows-1252', async () => {
    const bytes = Buffer.from('933132302080942096206f6b', 'hex');
    const subject = 'Subject: =?windows-1252?Q?120_=80?=';
    const text = await textOf(subject, 'Content-Type: text/plain; charset=windows-1252', '', bytes);
    expect(text).toContain('Subject: 120 €');
    expect(text).toContain('“120 €” – ok');
  });

  it.each([
    ['as an attachment', ['Content-Disposition: attachment; filename="inner.eml"']],
    ['inline', ['Content-Disposition: inline']],
    ['without a disposition', []],
  ])(
    "is shown with the text of an attached email and the names of that email's attachments: %s",
    async (_case, disposition) => {
      const file = [
        'Content-Type: text/csv',
        'Content-Disposition: attachment; filename="orders.csv"',
        '',
        'a,b',
      ];
      const inner = ['Subject: INNER', ...parts('mixed', plain('Inner words'), file)];
      const text = await textOf(
        'Subject: Outer',
        ...parts('mixed', plain('Outer words'), attached(disposition, ...inner)),
      );
      expect(text).toMatch(
        /Outer words[^]*Subject: INNER[^]*Inner words[^]*Attachment: orders\.csv \| text\/csv/,
      );
    },
  );

  it('is shown with a note in place of emails that are nested too deeply', async () => {
    let mail: string[] = ['Subject: deepest', '', 'Deepest words'];
    for (let level = 0; level < 9; level += 1) {
      mail = [`Subject: level ${level}`, ...parts('mixed', attached([], ...mail))];
    }
    const text = await textOf(...mail);
    expect(text).toContain('Subject: level 8');
    expect(text).toContain('is left out: files are nested too deeply');
    expect(text).not.toContain('Deepest words');
  });

  it('is shown with the texts of 200 attached emails and a note in place of the 201st', async () => {
    const mails = Array.from({ length: 201 }, (_, index) =>
      attached([], `Subject: number ${index + 1}`, '', `Words ${index + 1}.`),
    );
    const text = await textOf('Subject: Outer', ...parts('mixed', ...mails));
    expect(text).toContain('Words 200.');
    expect(text).not.toContain('Words 201.');
    expect(text.match(/is left out: there are too many files within files/g)).toHaveLength(1);
  });

  const file = (name: string, bytes: Uint8Array) => [
    'Content-Type: application/octet-stream',
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ];

  it.each([
    ['Contract.docx', docxOf(p('Clause 7'))],
    ['orders.csv', Buffer.from('Clause 7,2')],
    ['invitation.ics', Buffer.from('BEGIN:VEVENT\r\nSUMMARY:Clause 7\r\nEND:VEVENT')],
    ['unknown.zzz', Buffer.from('Clause 7')],
    ['inner.eml', Buffer.from('Subject: Inner\r\n\r\nClause 7')],
  ])('is shown with the text of its attachments: %s', async (name, bytes) => {
    const text = await textOf('Subject: Outer', ...parts('mixed', plain('Outer words'), file(name, bytes)));
    expect(text).toMatch(/Outer words[^]*\[Attached [^]*Clause 7[^]*\[End: Attached/);
  });

  it.each([
    ['winmail.dat', 'application/octet-stream', 'winmail.dat cannot be read. It is in the TNEF format'],
    ['x.bin', 'application/ms-tnef', 'x.bin cannot be read. It is in the TNEF format'],
    ['smime.p7m', 'application/pkcs7-mime', 'smime.p7m cannot be read. It is a message that is encrypted'],
  ])(
    'is shown with advice on an attachment that only email programs can read: %s',
    async (name, type, sentence) => {
      const file = [
        `Content-Type: ${type}; name=${name}`,
        `Content-Disposition: attachment; filename=${name}`,
        'Content-Transfer-Encoding: base64',
        '',
        'eJ8+Ig==',
      ];
      expect(await textOf(...parts('mixed', plain('Words'), file))).toContain(sentence);
    },
  );

  it('is read even if an attachment is damaged or is not text', async () => {
    const mail = parts(
      'mixed',
      plain('Outer words'),
      file('broken.docx', Buffer.from('PK')),
      file('photo.jpg', Buffer.from('ffd8ff00', 'hex')),
      file('after.csv', Buffer.from('After,2')),
    );
    const text = await textOf('Subject: Outer', ...mail);
    expect(text).toMatch(/\[Attached file broken\.docx\]\n\[This file cannot be read\. .*damaged/);
    expect(text).toContain('Attachment: photo.jpg');
    expect(text).not.toContain('Attached file photo.jpg');
    expect(text).toContain('After,2');
  });

  it.each([
    ['without an empty line before its body', ['Subject: Hello', 'Body words, all of them']],
    ['with a broken field in its header', ['Subject: Hello', 'broken', 'X-Other: 1', '', 'Body words']],
    ['with an mbox separator line at the start', ['From ana Fri Nov 20', 'Subject: Hello', '', 'Body words']],
  ])('is read correctly %s', async (_case, lines) => {
    const text = await textOf(...lines);
    expect(text).toContain('Subject: Hello');
    expect(text).toContain('Body words');
  });

  it('is read even if an attached document unpacks to more than the limit', async () => {
    const bomb = file('bomb.docx', bombOf(97));
    const text = await textOf('Subject: Outer', ...parts('mixed', plain('Outer words'), bomb));
    expect(text).toContain('Outer words');
    expect(text).toContain('[This file cannot be read. The file is larger than 96 MB when unpacked.');
  });

  it('is shown with the names of the attachments that exceed the maximum number', async () => {
    const files = Array.from({ length: 205 }, (_, at) => file(`file${at}.csv`, Buffer.from(`row ${at};`)));
    const text = await textOf('Subject: Outer', ...parts('mixed', plain('Outer words'), ...files));
    expect(text).toContain('row 190;');
    expect(text).toContain('[Attached file file204.csv is left out');
    expect(text).not.toContain('row 204;');
  });
});
