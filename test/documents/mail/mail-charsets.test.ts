import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';

/** „Größe“ in Windows-1252. */
const german = Buffer.from('844772f6df6593', 'hex');
const russian = Buffer.from('cff0e8e2e5f22c20eae0ea20e4e5ebe0', 'hex');
const REMARK = 'does not match the bytes. They were read as';

async function textOf(...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const { text } = await textOfFile({ kind: 'eml', bytes, from: 0, length: 10_000 }, { textOfHtml });
  return text;
}

const header = (type: string, encoding = '8bit') =>
  `Subject: S\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;

describe('an email that declares a wrong encoding', () => {
  it.each([
    ['Windows-1252 declared as utf-8', 'text/plain; charset=utf-8', german, '„Größe“'],
    ['UTF-8 declared as ASCII', 'text/plain; charset="us-ascii"', Buffer.from('Größe'), 'Größe'],
    ['Windows-1251 declared as utf-8', 'text/html;\r\n charset=UTF-8', russian, 'Привет, как дела'],
    ['UTF-8 declared as ISO 8859-1', 'text/html; charset=iso-8859-1', Buffer.from('Привет'), 'Привет'],
  ])('is decoded according to its bytes, with a note: %s', async (_case, type, bytes, shown) => {
    const text = await textOf(header(type), bytes);
    expect(text).toContain(shown);
    expect(text).toContain(REMARK);
  });

  it.each([
    ['base64', russian.toString('base64')],
    ['quoted-printable', '=CF=F0=E8=E2=E5=F2=2C=20=EA=E0=EA=\r\n=20=E4=E5=EB=E0'],
  ])('is decoded according to its bytes if it is transferred as %s', async (encoding, content) => {
    const text = await textOf(header('text/plain; charset=utf-8', encoding), content);
    expect(text).toContain('Привет, как дела');
  });

  it.each(['unknown-8bit', 'utf8mb4'])(
    'is decoded according to its bytes if the encoding name %s is unknown',
    async (charset) => {
      const text = await textOf(header(`text/plain; charset=${charset}`), Buffer.from('Größe des Büros'));
      expect(text).toContain('Größe des Büros');
      expect(text).toContain('[No valid encoding is declared. The text was read as utf-8.]');
    },
  );

  it('has no note if the name of the encoding is unknown but the text is ASCII', async () => {
    expect(await textOf(header('text/plain; charset=x-unknown'), 'Hello')).not.toContain('[No valid');
  });

  it('is decoded separately for each part', async () => {
    const text = await textOf(
      header('multipart/mixed; boundary=b'),
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGröße\r\n',
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n',
      russian,
      '\r\n--b--\r\n',
    );
    expect(text).toContain('Größe');
    expect(text).toContain('Привет, как дела');
  });

  it('is shown with the encoding that was guessed for an attached file', async () => {
    const text = await textOf(
      header('multipart/mixed; boundary=b'),
      '--b\r\nContent-Type: text/csv; name=a.csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n',
      german,
      '\r\n--b--\r\n',
    );
    expect(text).toContain(
      '[Attached file a.csv]\n[No valid encoding is declared. The text was read as windows-1252.]\n„Größe“',
    );
  });

  it('is read correctly if an old program sent it with unencoded headers', async () => {
    const text = await textOf('Subject: ', german, '\r\nContent-Type: text/plain\r\n\r\n', german);
    expect(text).toContain('Subject: „Größe“');
    expect(text).toContain('[No valid encoding is declared. The text was read as windows-1252.]\n„Größe“');
  });
});

describe('an email that declares the right encoding', () => {
  it.each([
    ['utf-8', Buffer.from('Größe'), 'Größe'],
    ['windows-1252', german, '„Größe“'],
    ['windows-1251', russian, 'Привет, как дела'],
    ['utf-8 with Latin text that resembles a wrong encoding', Buffer.from('Ã© is wrong'), 'Ã© is wrong'],
  ])('is read without a note: %s', async (charset, bytes, shown) => {
    const text = await textOf(header(`text/plain; charset=${charset.split(' ')[0] ?? ''}`), bytes);
    expect(text).toContain(shown);
    expect(text).not.toContain(REMARK);
  });
});
