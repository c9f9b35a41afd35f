import { deflateSync } from 'node:zlib';

/**
 * Creates a PDF with this many pages, each with one line of text.
 * - `contents` replaces the page content and must already be compressed with Flate.
 * - `more` are annotations of the first page.
 * - The pages in `broken` cannot be read.
 * - `font` replaces the font.
 * - `objects` are the objects from number 4 on.
 * - `resources`, `catalog` and `page` are added to the dictionaries with these names.
 */
export function pdfOf(
  pages: number,
  {
    contents,
    trailer = '',
    more = [],
    broken = [],
    font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    objects: others = [],
    resources = '',
    catalog = '',
    page: pageEntries = '',
  }: {
    contents?: Uint8Array;
    trailer?: string;
    more?: readonly string[];
    broken?: readonly number[];
    font?: string;
    objects?: readonly string[];
    resources?: string;
    catalog?: string;
    page?: string;
  } = {},
): Uint8Array {
  const objects: Buffer[] = [
    Buffer.from(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`),
    Buffer.alloc(0),
    Buffer.from(font),
    ...others.map((object) => Buffer.from(object)),
  ];
  const kids: number[] = [];
  for (let page = 1; page <= pages; page += 1) {
    const drawn = contents ?? deflateSync(`BT /F1 12 Tf 50 780 Td (Contoso report, page ${page}) Tj ET`);
    const stream = objects.push(
      Buffer.concat([
        Buffer.from(`<< /Filter /FlateDecode /Length ${drawn.length} >>\nstream\n`),
        drawn,
        Buffer.from('\nendstream'),
      ]),
    );
    if (broken.includes(page)) {
      kids.push(objects.push(Buffer.from('(no page)')));
      continue;
    }
    const notes = page === 1 && more.length > 0 ? `/Annots [${more.join(' ')}]` : '';
    kids.push(
      objects.push(
        Buffer.from(
          `<< ${notes} ${pageEntries} /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents ${stream} 0 R >>`,
        ),
      ),
    );
  }
  objects[1] = Buffer.from(
    `<< /Type /Pages /Count ${pages} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`,
  );
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    places.push(at);
    const written = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    parts.push(written);
    at += written.length;
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF`,
    ),
  );
  return new Uint8Array(Buffer.concat(parts));
}
