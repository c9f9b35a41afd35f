import { ToolError } from '../../errors.ts';
import { kindOf } from '../document-kind.ts';
import { textOfNested, type NestedReading } from '../nested-file.ts';
import { textOfDocx, type EmbeddedFile } from './docx.ts';

/** Maximum number of embedded files to read in one document. */
const MOST_EMBEDDED = 200;

/**
 * Returns the text of a Word document, followed by the text of the files that the document embeds as parts of its text
 * (`altChunk`, ECMA-376, part 1, section 17.17.2.1). Some programs write the whole text as one HTML file.
 */
export async function* textOfWord(bytes: Uint8Array, reading: NestedReading): AsyncGenerator<string> {
  const embedded = yield* textOfDocx(bytes);
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
