import { ToolError } from '../../errors.ts';
import { kindOf } from '../document-kind.ts';
import { textOfNested, type NestedReading } from '../nested-file.ts';
import { textOfDocx } from './docx.ts';
import type { EmbeddedFile } from './embedded-objects.ts';
import { textOfPptx } from './pptx.ts';
import { textOfXlsx } from './sheet/xlsx.ts';

/** Maximum number of embedded files to read in one document. */
const MOST_EMBEDDED = 200;

/** Returns the text of a Word document, followed by the text of the files that it embeds. */
export async function* textOfWord(bytes: Uint8Array, reading: NestedReading): AsyncGenerator<string> {
  yield* textOfEmbedded(yield* textOfDocx(bytes), reading);
}

/** Returns the text of a presentation, followed by the text of the files that it embeds. */
export async function* textOfPowerPoint(bytes: Uint8Array, reading: NestedReading): AsyncGenerator<string> {
  yield* textOfEmbedded(yield* textOfPptx(bytes), reading);
}

/** Returns the text of a workbook, followed by the text of the files that it embeds. */
export async function* textOfExcel(bytes: Uint8Array, reading: NestedReading): AsyncGenerator<string> {
  yield* textOfEmbedded(yield* textOfXlsx(bytes), reading);
}

async function* textOfEmbedded(
  embedded: readonly EmbeddedFile[],
  reading: NestedReading,
): AsyncGenerator<string> {
  for (const [index, { name, content }] of embedded.slice(0, MOST_EMBEDDED).entries()) {
    const title = `Embedded file ${index + 1}`;
    const kind = kindOf(name);
    const part = unpacked(content);
    if (kind === undefined || part === undefined) yield `\n[${title} cannot be read]\n`;
    else yield* textOfNested(title, { kind, bytes: part }, reading);
  }
  const others = embedded.length - MOST_EMBEDDED;
  if (others > 0) yield `\n[further embedded files left out: ${others}]\n`;
}

/** Returns undefined for a file that is missing or damaged. Throws `ToolError` if it exceeds a limit. */
function unpacked(content: EmbeddedFile['content']): Uint8Array | undefined {
  try {
    return content();
  } catch (error) {
    if (error instanceof ToolError) throw error;
    return undefined;
  }
}
