import { linkedText, withPlace, type Addresses } from '../paragraph/document-links.ts';
import { attribute, elementIn, readAllXml, relationOf, type Attributes } from '../xml.ts';
import { columnLetters, rangeOf, type CellRange } from './cell-reference.ts';

/**
 * Maximum number of cells per sheet for which links are shown. A link can belong to a large range, so the links of
 * small ranges come first.
 */
const MOST_LINKED_CELLS = 100_000;

/** Returns the text of a cell, followed by the address that the cell links to, if there is one. */
export type SheetLinks = (text: string, reference: string, formula: string) => string;

/**
 * Finds a sheet's links (ECMA-376, part 1, section 18.3.1.47), and the links of HYPERLINK formulas with a constant
 * address. In the sheet's XML, the links come after the cells.
 */
export function readSheetLinks(xml: string, addresses: Addresses): SheetLinks {
  const ofCells = addresses.size === 0 ? new Map<string, string>() : linksIn(xml, addresses);
  return (text, reference, formula) =>
    linkedText(text, ofCells.get(reference) ?? /^\s*HYPERLINK\(\s*"([^"]+)"/i.exec(formula)?.[1]);
}

type Link = { readonly range: CellRange; readonly address: string };

function linksIn(xml: string, addresses: Addresses): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  let left = MOST_LINKED_CELLS;
  for (const { range, address } of readLinks(xml, addresses).toSorted(
    (a, b) => sizeOf(a.range) - sizeOf(b.range),
  )) {
    for (const cell of cellsOf(range)) {
      if (left === 0) return links;
      left -= 1;
      if (!links.has(cell)) links.set(cell, address);
    }
  }
  return links;
}

function readLinks(xml: string, addresses: Addresses): readonly Link[] {
  const links: Link[] = [];
  try {
    readAllXml(elementIn(xml, 'hyperlinks'), {
      open: (name, attributes) => {
        const address = name === 'hyperlink' ? addressOf(attributes, addresses) : undefined;
        const range = rangeOf(attribute(attributes, 'ref') ?? '');
        if (address !== undefined && range !== undefined) links.push({ range, address });
      },
    });
  } catch {
    // Damage is reported later, when the cells are read from the same XML.
  }
  return links;
}

/** Returns undefined for a link to a place in the workbook. */
function addressOf(attributes: Attributes, addresses: Addresses): string | undefined {
  const address = addresses.get(relationOf(attributes) ?? '');
  return address && withPlace(address, attribute(attributes, 'location'));
}

function sizeOf({ top, bottom, left, right }: CellRange): number {
  return (bottom - top + 1) * (right - left + 1);
}

/** Returns the references of the cells in a range, row by row. */
function* cellsOf({ top, bottom, left, right }: CellRange): Generator<string> {
  for (let row = top; row <= bottom; row += 1)
    for (let column = left; column <= right; column += 1) yield `${columnLetters(column)}${row}`;
}
