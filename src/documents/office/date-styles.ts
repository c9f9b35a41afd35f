import { attribute, readAllXml } from './xml.ts';

/** Ids of the built-in date and time formats (ECMA-376, part 1, 18.8.30). */
const builtIn = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** Returns the indexes of the cell styles that show a number as a date or time. */
export function readDateStyles(styles: string | undefined): ReadonlySet<number> {
  const custom = new Map<number, boolean>();
  const dates = new Set<number>();
  let [inCells, place] = [false, 0];
  readAllXml(styles ?? '<none/>', {
    open: (name, attributes) => {
      const id = Number(attribute(attributes, 'numFmtId'));
      if (name === 'numFmt') custom.set(id, showsDate(attribute(attributes, 'formatCode') ?? ''));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      if (custom.get(id) ?? builtIn.has(id)) dates.add(place);
      place += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** Whether a format code has date or time letters outside quotes, brackets and escapes. `General` does not count. */
function showsDate(code: string): boolean {
  return /[dhmsy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|general/gi, ''));
}
