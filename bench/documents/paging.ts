import { deflateSync } from 'node:zlib';

import { createPageReader } from '../../src/documents/page-reader.ts';
import { createTextCache } from '../../src/documents/text-cache.ts';
import { createTextReader } from '../../src/documents/text-reader.ts';
import { pdfOf } from '../../test/documents/pdf/pdf-files.ts';
import { round } from '../figures/statistics.ts';

/**
 * The cost of reading a document page by page. Reading all pages takes `ratio` times as much CPU time as reading the
 * first page.
 */
export type Paging = { readonly pages: number; readonly firstMs: number; readonly ratio: number };

const PAGE_CHARACTERS = 20_000;

/** Reads the first 90 pages of text from a PDF with 600 pages, as a caller would. */
export async function measurePaging(script: URL): Promise<Paging> {
  const lines = Array.from(
    { length: 45 },
    (_, line) =>
      `BT /F1 11 Tf 50 ${790 - line * 16} Td (Line ${line} of a page of the report, with words that fill it up to its edge.) Tj ET`,
  );
  const bytes = pdfOf(600, { contents: deflateSync(lines.join('\n')) });
  const read = createPageReader(createTextReader(script), createTextCache(Date.now));
  const costs: number[] = [];
  let from = 0;
  for (let page = 0; page < 90; page += 1) {
    const before = process.cpuUsage();
    const load = () => Promise.resolve(bytes.slice());
    const job = { kind: 'pdf', version: 'one', from, length: PAGE_CHARACTERS, load } as const;
    // oxlint-disable-next-line no-await-in-loop
    const { text, more } = await read(job, AbortSignal.timeout(60_000), 'ana');
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1_000);
    from += text.length;
    if (!more) break;
  }
  const [first = 1] = costs;
  const all = costs.reduce((sum, cost) => sum + cost, 0);
  return { pages: costs.length, firstMs: round(first), ratio: round(all / first) };
}
