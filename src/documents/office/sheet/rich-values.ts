import { ToolError } from '../../../errors.ts';
import { oneLine } from '../../one-line.ts';
import { relatedPart, type Package } from '../office-package.ts';
import { attribute, readAllXml } from '../xml.ts';

/**
 * Returns the text of the rich value that a cell's `vm` attribute refers to; undefined if the cell has no rich value.
 */
export type RichValues = (metadata: string | undefined) => string | undefined;

/** Maximum length of a text, in characters. */
const LONGEST_TEXT = 1_000;

/** A kind of rich value: its name, and the names of the values that it consists of. */
type Structure = { readonly type: string; readonly keys: string[] };

type RichValue = { readonly structure: number; readonly values: string[] };

/**
 * Reads pictures in cells and linked data such as stocks (MS-XLSX, section 2.3.6). For older programs, Excel stores the
 * error `#VALUE!` in these cells. Without this function, that error would be taken for an error in the workbook.
 */
export function readRichValues(file: Package): RichValues {
  try {
    return valuesIn(file);
  } catch (error) {
    // A `ToolError` means that the file exceeds a limit. Without rich values, the cells show the stored error.
    if (error instanceof ToolError) throw error;
    return () => undefined;
  }
}

function valuesIn(file: Package): RichValues {
  const metadata = relatedPart(file, file.main, 'sheetMetadata');
  if (metadata === undefined) return () => undefined;
  const indices = readIndices(metadata);
  const structures = readStructures(relatedPart(file, file.main, 'rdRichValueStructure') ?? '<none/>');
  const values = readValues(relatedPart(file, file.main, 'rdRichValue') ?? '<none/>');
  return (given) => {
    const value = values[indices[Number(given) - 1] ?? -1];
    const structure = structures[value?.structure ?? -1];
    return value && structure && textOf(structure, value.values);
  };
}

function textOf({ type, keys }: Structure, values: readonly string[]): string | undefined {
  const valueOf = (name: string) => oneLine((values[keys.indexOf(name)] ?? '').slice(0, LONGEST_TEXT));
  if (/image$/i.test(type)) {
    const text = valueOf('Text');
    return text === '' ? '[picture]' : `[picture: ${text}]`;
  }
  return valueOf('_DisplayString') || undefined;
}

/**
 * Returns the index of the rich value for each `vm` attribute. The attribute refers to the rich value through two lists
 * of blocks.
 */
function readIndices(xml: string): readonly (number | undefined)[] {
  const types: string[] = [];
  const blocks: number[] = [];
  const indices: (number | undefined)[] = [];
  let list = '';
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 'metadataType') types.push(attribute(attributes, 'name') ?? '');
      else if (name === 'futureMetadata') list = attribute(attributes, 'name') ?? '';
      else if (name === 'valueMetadata' || name === 'cellMetadata') list = name;
      else if (name === 'rvb' && list === RICH_VALUE) blocks.push(Number(attribute(attributes, 'i')));
      else if (name === 'bk' && list === 'valueMetadata') indices.push(undefined);
      else if (name === 'rc' && list === 'valueMetadata') {
        const isRich = types[Number(attribute(attributes, 't')) - 1] === RICH_VALUE;
        if (isRich) indices[indices.length - 1] = blocks[Number(attribute(attributes, 'v'))];
      }
    },
  });
  return indices;
}

const RICH_VALUE = 'XLRICHVALUE';

function readStructures(xml: string): readonly Structure[] {
  const structures: Structure[] = [];
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 's') structures.push({ type: attribute(attributes, 't') ?? '', keys: [] });
      if (name === 'k') structures.at(-1)?.keys.push(attribute(attributes, 'n') ?? '');
    },
  });
  return structures;
}

function readValues(xml: string): readonly RichValue[] {
  const values: RichValue[] = [];
  let text = '';
  readAllXml(xml, {
    open: (name, attributes) => {
      if (name === 'rv') values.push({ structure: Number(attribute(attributes, 's')), values: [] });
      text = '';
    },
    text: (more) => {
      text += more;
    },
    close: (name) => {
      if (name === 'v') values.at(-1)?.values.push(text);
    },
  });
  return values;
}
