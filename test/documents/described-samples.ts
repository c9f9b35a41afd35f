import { deflateSync } from 'node:zlib';

import type { FileKind } from '../../src/documents/document-kind.ts';
import { p, packageOf } from './office/office-files.ts';
import { pdfOf } from './pdf/pdf-files.ts';

/**
 * A file that contains a test word for each phrase in the table in docs/files.md. The words in `read` appear in the
 * extracted text; the words in `left` do not.
 */
type Sample = {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly read: Readonly<Record<string, string>>;
  readonly left: Readonly<Record<string, string>>;
};

const chart = '<chartSpace><ser><tx><v>ChartWord</v></tx><val><pt><v>14.25</v></pt></val></ser></chartSpace>';
const diagram = '<dataModel><pt><t><p><r><t>DiagramWord</t></r></p></t></pt></dataModel>';

function word(): Sample {
  const wrapped = (xml: string) => `<w:part xmlns:w="w">${xml}</w:part>`;
  const numbering =
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="41"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>';
  const body = [
    p('Listed', '', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    p('HiddenWord', '<w:vanish/>'),
    p('WhiteWord', '<w:color w:val="FFFFFF"/>'),
    p('BlackWord', '<w:color w:val="000000"/><w:highlight w:val="black"/>'),
    p('TinyWord', '<w:sz w:val="1"/>'),
    '<w:p><w:del><w:r><w:t>DeletedWord</w:t></w:r></w:del></w:p>',
    '<w:p><w:r><w:drawing><wp:docPr xmlns:wp="wp" descr="PictureWord"/></w:drawing></w:r></w:p>',
    `<w:p><w:r><w:drawing><wp:anchor xmlns:wp="wp"><wp:docPr hidden="1"/>${p('HiddenShapeWord')}</wp:anchor></w:drawing></w:r></w:p>`,
  ].join('');
  const parts: Record<string, string> = {
    header: wrapped(
      `${p('HeaderWord')}<w:p><w:r><v:shape xmlns:v="v" fillcolor="silver"><v:textpath string="DraftWord"/></v:shape></w:r></w:p>`,
    ),
    footer: wrapped(p('UnusedWord')),
    footnotes: wrapped(p('FootnoteWord')),
    endnotes: wrapped(p('EndnoteWord')),
    comments: wrapped(p('CommentWord')),
    numbering: wrapped(numbering),
    chart,
    diagramData: diagram,
  };
  const section = '<w:sectPr><w:footerReference w:type="first" r:id="footer"/></w:sectPr>';
  const document = `<w:document xmlns:w="w"><w:body>${body}${section}</w:body></w:document>`;
  const files = Object.entries(parts).map(([name, xml]) => [`word/${name}.xml`, xml]);
  const bytes = packageOf(
    'word/document.xml',
    { 'word/document.xml': document, ...Object.fromEntries(files) },
    {
      'word/document.xml': Object.fromEntries(
        Object.keys(parts).map((name) => [name, [name, `${name}.xml`] as const]),
      ),
    },
  );
  return {
    kind: 'docx',
    bytes,
    read: {
      'headers and footers': 'HeaderWord',
      watermarks: 'DraftWord',
      'list numbers': '41) Listed',
      footnotes: 'FootnoteWord',
      endnotes: 'EndnoteWord',
      comments: 'CommentWord',
      charts: 'ChartWord',
      SmartArt: 'DiagramWord',
      'alternative texts of pictures': 'PictureWord',
    },
    left: {
      'hidden text': 'HiddenWord',
      'white text': 'WhiteWord',
      'text in the same colour as its background': 'BlackWord',
      'tiny text': 'TinyWord',
      'deleted text': 'DeletedWord',
      'hidden shapes': 'HiddenShapeWord',
      'headers and footers that are switched off': 'UnusedWord',
    },
  };
}

function excel(): Sample {
  const cell = (place: string, text: string, style = 0) =>
    `<c r="${place}" s="${style}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const sheet = `<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">${cell('A1', 'Seen')}${cell('B1', 'HiddenColumnWord')}${cell('C1', 'WhiteWord', 1)}<c r="D1"><f>SUM(A2)</f></c>${cell('E1', 'HiddenCellWord', 2)}${cell('IW1', 'FarWord')}</row><row r="2" hidden="1">${cell('A2', 'HiddenRowWord')}</row></sheetData><controls><control shapeId="7" r:id="k"/></controls></worksheet>`;
  const bytes = packageOf(
    'xl/workbook.xml',
    {
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/><sheet name="T" r:id="b" state="hidden"/></sheets></workbook>',
      'xl/a.xml': sheet,
      'xl/b.xml': `<worksheet><sheetData><row r="1">${cell('A1', 'HiddenSheetWord')}</row></sheetData></worksheet>`,
      'xl/s.xml':
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/><xf fontId="1"/><xf numFmtId="200"/></cellXfs></styleSheet>',
      'xl/c.xml': '<comments><comment ref="A1"><text><t>CommentWord</t></text></comment></comments>',
      'xl/d.xml':
        '<wsDr><pic><cNvPr descr="PictureWord"/></pic><sp><txBody><p><r><t>BoxWord</t></r></p></txBody></sp><sp><cNvPr hidden="1"/><txBody><p><r><t>HiddenShapeWord</t></r></p></txBody></sp><sp><cNvPr hidden="1"><compatExt spid="_x0000_s7"/></cNvPr><txBody><p><r><t>ControlWord</t></r></p></txBody></sp></wsDr>',
      'xl/k.xml': '<formControlPr objectType="CheckBox"/>',
      'xl/chart.xml': chart,
    },
    {
      'xl/workbook.xml': { a: ['worksheet', 'a.xml'], b: ['worksheet', 'b.xml'], s: ['styles', 's.xml'] },
      'xl/a.xml': { c: ['comments', 'c.xml'], d: ['drawing', 'd.xml'], k: ['ctrlProp', 'k.xml'] },
      'xl/d.xml': { c: ['chart', 'chart.xml'] },
    },
  );
  return {
    kind: 'xlsx',
    bytes,
    read: {
      comments: 'CommentWord',
      'text boxes': 'BoxWord',
      charts: 'ChartWord',
      'check boxes and other controls': 'ControlWord',
      'alternative texts of pictures': 'PictureWord',
      'formulas without a stored value': '=SUM(A2)',
    },
    left: {
      'hidden sheets': 'HiddenSheetWord',
      'hidden rows': 'HiddenRowWord',
      'hidden columns': 'HiddenColumnWord',
      'hidden shapes': 'HiddenShapeWord',
      'white text in cells': 'WhiteWord',
      'cells that their number format hides': 'HiddenCellWord',
      'columns after IV': 'FarWord',
    },
  };
}

function powerPoint(): Sample {
  const text = (words: string) => `<sp><txBody><p><r><t>${words}</t></r></p></txBody></sp>`;
  const fill = '<solidFill><srgbClr val="1F2A44"/></solidFill>';
  const unseen = `<sp><spPr>${fill}</spPr><txBody><p><r><rPr>${fill}</rPr><t>UnseenWord</t></r></p></txBody></sp>`;
  const field = (type: string, words: string) =>
    `<sp><txBody><p><fld type="${type}"><t>${words}</t></fld></p></txBody></sp>`;
  const hidden = `<sp><nvSpPr><cNvPr id="9" hidden="1"/></nvSpPr><txBody><p><r><t>HiddenShapeWord</t></r></p></txBody></sp>`;
  const bytes = packageOf(
    'ppt/presentation.xml',
    {
      'ppt/presentation.xml':
        '<presentation xmlns:r="r"><sldId id="1" r:id="a"/><sldId id="2" r:id="b"/></presentation>',
      'ppt/a.xml': `<sld><cSld><spTree>${text('Seen')}<pic><cNvPr descr="PictureWord"/></pic>${unseen}${hidden}${field('datetime1', 'DateWord')}${field('slidenum', 'NumberWord')}</spTree></cSld></sld>`,
      'ppt/b.xml': `<sld show="0">${text('HiddenSlideWord')}</sld>`,
      'ppt/notes.xml': `<notes>${text('NotesWord')}</notes>`,
      'ppt/comments.xml': '<cmLst><cm authorId="0"><text>CommentWord</text></cm></cmLst>',
      'ppt/chart.xml': chart,
      'ppt/data.xml': diagram,
    },
    {
      'ppt/presentation.xml': { a: ['slide', 'a.xml'], b: ['slide', 'b.xml'] },
      'ppt/a.xml': {
        n: ['notesSlide', 'notes.xml'],
        m: ['comments', 'comments.xml'],
        c: ['chart', 'chart.xml'],
        d: ['diagramData', 'data.xml'],
      },
    },
  );
  return {
    kind: 'pptx',
    bytes,
    read: {
      notes: 'NotesWord',
      comments: 'CommentWord',
      charts: 'ChartWord',
      SmartArt: 'DiagramWord',
      'alternative texts of pictures': 'PictureWord',
      'dates on slides': 'DateWord',
    },
    left: {
      'hidden slides': 'HiddenSlideWord',
      'hidden shapes': 'HiddenShapeWord',
      'text in the same colour as its background': 'UnseenWord',
      'slide numbers': 'NumberWord',
    },
  };
}

function pdf(): Sample {
  const place = '/Rect [100 100 200 120]';
  const line = (words: string, look = '', size = 12) =>
    `BT ${look} /F1 ${size} Tf 50 700 Td (${words}) Tj ET`;
  const contents = [
    line('WhiteWord', '1 g'),
    line('InvisibleWord', '3 Tr'),
    line('TinyWord', '0 Tr 0 g', 0.5),
    `/OC /L1 BDC ${line('LayerWord')} EMC /Figure << /MCID 0 >> BDC EMC`,
  ].join(' ');
  const field = (name: string, more: string) =>
    `<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /V (${name}) ${place} ${more} >>`;
  const note = (words: string, more: string) =>
    `<< /Type /Annot /Subtype /Text /Contents (${words}) ${place} ${more} >>`;
  const bytes = pdfOf(1, {
    contents: deflateSync(contents),
    more: [
      field('FormWord', ''),
      field('PasswordWord', '/Ff 8192'),
      note('NoteWord', ''),
      note('HiddenNoteWord', '/F 2'),
    ],
    objects: [
      '<< /Type /OCG /Name (Notes) >>',
      '<< /Type /StructTreeRoot /K [6 0 R] /ParentTree << /Nums [0 [6 0 R]] >> >>',
      '<< /Type /StructElem /S /Figure /P 5 0 R /Pg 8 0 R /K 0 /Alt (PictureWord) >>',
    ],
    resources: '/Properties << /L1 4 0 R >>',
    page: '/StructParents 0',
    catalog:
      '/OCProperties << /OCGs [4 0 R] /D << /OFF [4 0 R] >> >> /MarkInfo << /Marked true >> /StructTreeRoot 5 0 R',
  });
  return {
    kind: 'pdf',
    bytes,
    read: { 'form values': 'FormWord', notes: 'NoteWord', 'alternative texts of pictures': 'PictureWord' },
    left: {
      'white text': 'WhiteWord',
      'invisible text': 'InvisibleWord',
      'tiny text': 'TinyWord',
      'hidden layers': 'LayerWord',
      'passwords in forms': 'PasswordWord',
      'hidden notes': 'HiddenNoteWord',
    },
  };
}

function email(): Sample {
  const part = (type: string, more: string, content: string) =>
    `--b\r\nContent-Type: ${type}\r\n${more}\r\n${content}\r\n`;
  const mail = [
    'Subject: Outer\r\nTo: Team: MemberWord <a@c.example>;\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n',
    part(
      'text/html',
      '',
      '<p>Seen</p><p style="display:none">HiddenWord</p><img alt="PictureWord"><img alt="HiddenPicture" hidden><img alt="image001.png">',
    ),
    part('message/rfc822', '', 'Subject: InnerWord\r\n\r\nHello'),
    part('text/csv', 'Content-Disposition: attachment; filename="a.csv"\r\n', 'FileWord,1'),
    '--b--\r\n',
  ].join('');
  return {
    kind: 'eml',
    bytes: Buffer.from(mail),
    read: {
      'members of groups': 'MemberWord',
      'attached emails': 'InnerWord',
      'text of attached files': 'FileWord',
      'alternative texts of pictures': 'PictureWord',
    },
    left: {
      'hidden text': 'HiddenWord',
      'hidden pictures': 'HiddenPicture',
      'names of files in place of alternative texts': 'image001',
    },
  };
}

function calendar(): Sample {
  const lines = [
    'BEGIN:VTIMEZONE\r\nDTSTART:19810329T020000\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT',
    'DTSTART:20261121T093000Z\r\nATTENDEE;CN=Ana;PARTSTAT=ACCEPTED:mailto:a@c.example\r\nRRULE:FREQ=DAILY',
    'BEGIN:VALARM\r\nDESCRIPTION:ReminderWord\r\nEND:VALARM\r\nEND:VEVENT',
  ];
  return {
    kind: 'ics',
    bytes: Buffer.from(lines.join('\r\n')),
    read: {
      times: '2026-11-21 09:30 UTC',
      'people with their answers': 'Ana <a@c.example> (accepted)',
      'repetition in words': 'every day',
    },
    left: { reminders: 'ReminderWord', 'definitions of time zones': '1981' },
  };
}

function contact(): Sample {
  const lines = 'BEGIN:VCARD\r\nFN:Ana\r\nEMAIL:a@c.example\r\nNOTE:NoteWord\r\nPHOTO:PhotoWord\r\nEND:VCARD';
  return {
    kind: 'vcf',
    bytes: Buffer.from(lines),
    read: { names: 'Ana', addresses: 'a@c.example', notes: 'NoteWord' },
    left: { photos: 'PhotoWord' },
  };
}

/** The samples, keyed by the format's name in docs/files.md. */
export const samples: Readonly<Record<string, () => Sample>> = {
  Word: word,
  Excel: excel,
  PowerPoint: powerPoint,
  PDF: pdf,
  'email, web page': email,
  calendar,
  contact,
};
