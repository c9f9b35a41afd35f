import { strToU8, zipSync } from 'fflate';

import { textOfDocx } from '../../../src/documents/office/docx.ts';

/** Creates an Office file from parts that are keyed by name. `rels` lists the relationships of each part. */
export function packageOf(
  main: string,
  parts: Readonly<Record<string, string | Uint8Array>>,
  rels: Readonly<Record<string, Readonly<Record<string, readonly [type: string, target: string]>>>> = {},
): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  const all = { '': { rId1: ['officeDocument', main] as const }, ...rels };
  for (const [name, content] of Object.entries(parts)) {
    files[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  for (const [part, relations] of Object.entries(all)) {
    const rows = Object.entries(relations).map(
      ([id, [type, target]]) =>
        `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
    );
    const at = part.lastIndexOf('/') + 1;
    files[`${part.slice(0, at)}_rels/${part.slice(at)}.rels`] = strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`,
    );
  }
  return zipSync(files, { level: 6 });
}

/** Creates a Word document with this body. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const document = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`;
  return packageOf(
    'word/document.xml',
    { 'word/document.xml': document, ...parts },
    {
      'word/document.xml': {
        rId1: ['styles', 'styles.xml'],
        rId2: ['footnotes', 'footnotes.xml'],
      },
    },
  );
}

/** Returns a Word paragraph with one run; `look` is the XML of the run's properties. */
export function p(text: string, look = '', style = ''): string {
  return `<w:p><w:pPr>${style}</w:pPr><w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** Creates a workbook from sheets: their names, states and rows as XML. */
export function xlsxOf(
  sheets: readonly { readonly name: string; readonly rows: string; readonly state?: string }[],
  { strings = [], styles = '' }: { strings?: readonly string[]; styles?: string } = {},
): Uint8Array {
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
  };
  const rels: Record<string, readonly [string, string]> = {
    rId100: ['sharedStrings', 'sharedStrings.xml'],
    rId101: ['styles', 'styles.xml'],
  };
  for (const [index, { rows }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
    rels[`rId${index + 1}`] = ['worksheet', `/xl/worksheets/sheet${index + 1}.xml`];
  }
  return packageOf('xl/workbook.xml', parts, { 'xl/workbook.xml': rels });
}

/** Creates a presentation from slides, each a list of paragraphs with optional notes. */
export function pptxOf(
  slides: readonly {
    readonly lines: readonly string[];
    readonly notes?: string;
    readonly hidden?: boolean;
  }[],
): Uint8Array {
  const shape = (lines: readonly string[]) =>
    `<p:sp><p:txBody>${lines.map((line) => `<a:p><a:r><a:rPr/><a:t>${line}</a:t></a:r></a:p>`).join('')}</p:txBody></p:sp>`;
  const parts: Record<string, string> = {};
  const rels: Record<string, Record<string, readonly [string, string]>> = { 'ppt/presentation.xml': {} };
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`);
  parts['ppt/presentation.xml'] =
    `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${ids.join('')}</p:sldIdLst></p:presentation>`;
  for (const [index, { lines, notes, hidden }] of slides.entries()) {
    const name = `ppt/slides/slide${index + 1}.xml`;
    parts[name] =
      `<p:sld xmlns:a="a" xmlns:p="p"${hidden === true ? ' show="0"' : ''}><p:cSld><p:spTree>${shape(lines)}</p:spTree></p:cSld></p:sld>`;
    rels['ppt/presentation.xml'] = {
      ...rels['ppt/presentation.xml'],
      [`rId${index + 1}`]: ['slide', `slides/slide${index + 1}.xml`],
    };
    if (notes === undefined) continue;
    parts[`ppt/notesSlides/notesSlide${index + 1}.xml`] =
      `<p:notes xmlns:a="a" xmlns:p="p">${shape([notes])}</p:notes>`;
    rels[name] = { rId1: ['notesSlide', `../notesSlides/notesSlide${index + 1}.xml`] };
  }
  return packageOf('ppt/presentation.xml', parts, rels);
}

/**
 * Creates a file with a part that unpacks to this many megabytes of zeros, and declares that size. The file has about
 * one kilobyte per megabyte.
 */
export function bombOf(megabytes: number): Uint8Array {
  const zeros = new Uint8Array(megabytes * 1_048_576);
  return packageOf('word/document.xml', { 'word/document.xml': zeros });
}

/** Returns the text of a Word document with this body and further parts. The parts are keyed by relationship type. */
export function textOfWord(body: string, parts: Readonly<Record<string, string>> = {}): string {
  const main = 'word/document.xml';
  const files: Record<string, string> = {
    [main]: `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
  };
  const relations: Record<string, readonly [string, string]> = {};
  for (const [name, xml] of Object.entries(parts)) {
    files[`word/${name}.xml`] = `<w:part xmlns:w="w">${xml}</w:part>`;
    relations[name] = [name.replace(/\d+$/, ''), `${name}.xml`];
  }
  return [...textOfDocx(packageOf(main, files, { [main]: relations }))].join('').trim();
}

/** Returns an Office file in which the part with this name can no longer be unpacked. */
export function withBrokenArchive(bytes: Uint8Array, name: string): Uint8Array {
  const broken = Buffer.from(bytes);
  // The first byte of the compressed data says which kind of block begins there. The kind 3 does not exist.
  broken[broken.indexOf(name) + name.length] = 0b111;
  return broken;
}
