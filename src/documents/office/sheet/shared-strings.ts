import { readAllXml } from '../xml.ts';
import type { WhiteTest } from './cell-styles.ts';
import { createRunReader, type FormattedText } from './text-runs.ts';

/** Returns the shared strings of a workbook (ECMA-376, part 1, section 18.4). */
export function readSharedStrings(xml: string | undefined, isWhite: WhiteTest): readonly FormattedText[] {
  const strings: FormattedText[] = [];
  const reader = createRunReader(isWhite);
  readAllXml(xml ?? '<none/>', {
    ...reader,
    close: (name) => {
      reader.close(name);
      if (name === 'si') strings.push(reader.take());
    },
  });
  return strings;
}
