import { oneLine } from '../../one-line.ts';
import { attribute, type Attributes } from '../xml.ts';

/** Reads the formulas of a sheet's cells, one cell at a time (ECMA-376, part 1, section 18.3.1.40). */
export type CellFormulas = {
  /** Begins a cell. */
  begin(reference: string): void;
  /** Takes the attributes of the cell's formula. */
  open(attributes: Attributes): void;
  text(text: string): void;
  /** Returns the cell's formula; empty if the cell has no formula or shares another cell's formula. */
  own(): string;
  /** Returns the text to show if the formula has no stored value; empty if the cell has no formula. */
  shown(): string;
};

export function createCellFormulas(): CellFormulas {
  /** The first cell of each group of cells that share a formula, by the index of the group. */
  const firstCells = new Map<string, string>();
  let [cell, formula] = ['', ''];
  let group: string | undefined;
  return {
    begin(reference) {
      [cell, formula, group] = [reference, '', undefined];
    },
    open(attributes) {
      group = attribute(attributes, 't') === 'shared' ? attribute(attributes, 'si') : undefined;
    },
    text(text) {
      if (formula === '' && group !== undefined) firstCells.set(group, cell);
      formula += text;
    },
    own: () => formula,
    shown() {
      if (formula !== '') return `=${oneLine(formula)}`;
      // Only the first cell contains the formula. In the other cells of the group, the formula's references are
      // shifted.
      const first = group === undefined ? undefined : firstCells.get(group);
      return first === undefined ? '' : `[formula as in ${first}]`;
    },
  };
}
