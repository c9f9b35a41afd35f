import { linkedText, withPlace, type Addresses } from '../paragraph/document-links.ts';
import { attribute, readAllXml, relationOf, type Attributes } from '../xml.ts';
import { columnLetters, parseReference } from './cell-reference.ts';

/** Maximum number of cells of a sheet whose links are shown. A link can belong to a large range. */
const MOST_LINKED_CELLS = 100_000;

/** Returns the text of a cell, followed by the address that it links to, if there is one. */
export type SheetLinks = (text: string, reference: string, formula: string) => string;

/**
 * Finds the links of a sheet (ECMA-376, part 1, 18.3.1.47), which come after the cells in its XML, and those of
 * HYPERLINK formulas with a constant address.
 */
export function readSheetLinks(xml: string, addresses: Addresses): SheetLinks {
  const ofCells = addresses.size === 0 ? new Map<string, string>() : linksIn(xml, addresses);
  return (text, reference, formula) =>
    linkedText(text, ofCells.get(reference) ?? /^\s*HYPERLINK\(\s*"([^"]+)"/i.exec(formula)?.[1]);
}

function linksIn(xml: string, addresses: Addresses): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  const [list] = /<((?:\w+:)?hyperlinks)[\s>][^]*?<\/\1>/.exec(xml) ?? [];
  readAllXml(list ?? '<none/>', {
    open: (name, attributes) => {
      const address = name === 'hyperlink' ? addressOf(attributes, addresses) : undefined;
      if (address === undefined) return;
      for (const cell of cellsOf(attribute(attributes, 'ref') ?? '')) {
        if (links.size >= MOST_LINKED_CELLS) return;
        links.set(cell, address);
      }
    },
  });
  return links;
}

/** Returns undefined for a link to a place in the workbook. */
function addressOf(attributes: Attributes, addresses: Addresses): string | undefined {
  const address = addresses.get(relationOf(attributes) ?? '');
  return address && withPlace(address, attribute(attributes, 'location'));
}

/** Returns the references of the cells in a range such as `A1` or `A1:B9`, row by row. */
function* cellsOf(range: string): Generator<string> {
  const [first, last = first] = range.split(':').map(parseReference);
  if (first === undefined || last === undefined) return;
  for (let { row } = first; row <= last.row; row += 1)
    for (let { column } = first; column <= last.column; column += 1) yield `${columnLetters(column)}${row}`;
}
