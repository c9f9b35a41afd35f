import { strFromU8, unzipSync } from 'fflate';

import { GraphError } from '../graph-errors.ts';
import type { ConvertedFile } from './transfers.ts';

/**
 * The file extensions that Graph can convert to each target format (Graph documentation, "Download a file in another
 * format").
 */
const sources: Readonly<Record<string, string>> = {
  pdf: 'csv doc docx odp ods odt pot potm potx pps ppsx ppsxm ppt pptm pptx rtf xls xlsx',
  html: 'loop fluid wbtx',
};

/** Maximum size of a file to convert, in bytes. One version of Graph's documentation states a limit of 2 MB. */
const LARGEST = 2 * 1024 * 1024;

const LINES_PER_PAGE = 45;
const LONGEST_LINE = 90;

/** Converts a file to another format, keeping only its text. Throws 406 for files that Graph does not convert. */
export function convertFile(name: string, content: Buffer, format: string): ConvertedFile {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (sources[format]?.split(' ').includes(ending) !== true) {
    throw notSupported(`The conversion of ${ending} files to ${format} is not supported.`);
  }
  if (content.length > LARGEST) throw notSupported('The file is too large to be converted.');
  const text = textIn(ending, content);
  if (text === undefined) {
    throw notSupported('Error from Office Service. HttpCode=UnsupportedMediaType');
  }
  return format === 'pdf'
    ? { content: pdfFrom(text), type: 'application/pdf' }
    : { content: Buffer.from(`<html><body>${text}</body></html>`), type: 'text/html' };
}

function notSupported(message: string): GraphError {
  return new GraphError(406, 'notSupported', message);
}

/** Returns the approximate text of a file; undefined if the content does not match the extension. */
function textIn(ending: string, content: Buffer): string | undefined {
  if (ending === 'rtf') return textOfRtf(content.toString('latin1'));
  if (ending === 'csv' || sources['html']?.includes(ending) === true) return content.toString('utf8');
  if (content.subarray(0, 4).toString('hex') === 'd0cf11e0') return textOfOle(content);
  try {
    const parts = unzipSync(content, { filter: ({ name }) => /^content\.xml$|\.xml$/.test(name) });
    const xml = Object.entries(parts)
      .filter(([name]) => name === 'content.xml' || /(?:document|sharedStrings|slide\d+)\.xml$/.test(name))
      .map(([, part]) => strFromU8(part));
    return xml
      .join('\n')
      .replaceAll(/<\/(?:text:p|text:h|w:p|a:p|si)>/g, '\n')
      .replaceAll(/<[^>]*>/g, '');
  } catch {
    return undefined;
  }
}

function textOfRtf(text: string): string | undefined {
  if (!text.startsWith('{\\rtf')) return undefined;
  return text
    .replaceAll(/\\par\b/g, '\n')
    .replaceAll(/\\[a-z]+-?\d* ?|[{}]/g, '')
    .trim();
}

/** Returns all sequences of printable UTF-16 characters. */
function textOfOle(content: Buffer): string {
  return (content.toString('utf16le').match(/[ -~\u00a0-\u00ff]{4,}/g) ?? []).join('\n');
}

/** Writes a PDF with the text in Helvetica; characters outside Latin-1 become question marks. */
function pdfFrom(text: string): Buffer {
  const lines = text
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${LONGEST_LINE}}`, 'g')) ?? ['']);
  const pages = Math.max(1, Math.ceil(lines.length / LINES_PER_PAGE));
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', ''];
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const kids: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const shown = lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE);
    const drawn = shown.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
    const stream = `BT /F1 11 Tf 16 TL 50 790 Td\n${drawn}\nET`;
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`,
    );
  }
  objects[1] = `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`;
  let body = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const count = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}trailer << /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF`,
    'latin1',
  );
}

function escaped(line: string): string {
  return line.replaceAll(/[^ -~\u00a0-\u00ff]/g, '?').replaceAll(/[\\()]/g, '\\$&');
}
