import type { getDocument } from 'unpdf/pdfjs';
import { oneLine } from '../one-line.ts';

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;

/** Maximum number of pictures to show for one page. */
const MOST_PICTURES = 100;
/** Maximum length of a picture's alt text, in characters. */
const LONGEST_DESCRIPTION = 1_000;
/** Maximum number of structure elements to search per page. */
const MOST_NODES = 20_000;

/** An element of the logical structure (ISO 32000-1, section 14.7), as pdf.js returns it. */
type StructureNode = { readonly alt?: unknown; readonly children?: readonly StructureNode[] };

/** Returns one line for each of a page's pictures that have alt text. */
export async function linesOfPictures(page: PdfPage): Promise<string[]> {
  const root = (await page.getStructTree().catch(() => undefined)) as StructureNode | null | undefined;
  const lines: string[] = [];
  const open = root ? [root] : [];
  for (let seen = 0; open.length > 0 && seen < MOST_NODES && lines.length < MOST_PICTURES; seen += 1) {
    const { alt, children = [] } = open.pop() ?? {};
    const words = typeof alt === 'string' ? oneLine(alt.slice(0, LONGEST_DESCRIPTION)) : '';
    if (words !== '') lines.push(`[picture: ${words}]`);
    open.push(...children.slice(0, MOST_NODES).toReversed());
  }
  return open.length > 0 ? [...lines, '[other pictures on this page may be missing]'] : lines;
}
