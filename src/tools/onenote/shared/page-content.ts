import { readLimited } from '../../../base/read-limited.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { closedElements } from './closed-elements.ts';

/** Maximum size of a page's HTML, in bytes, without pictures and files. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Returns the HTML of a page, including the ids that change requests refer to. */
export function htmlOfPage(notes: string, page: string, call: ToolCall): Promise<string> {
  const place = notes + path`/pages/${page}` + '/content';
  const request = read(place, {}, { parameters: { includeIDs: 'true' } });
  return call.files.read(request, { from: 0 }, async ({ bytes }) => {
    const html = await readLimited(bytes, MAX_BYTES);
    if (html === undefined) throw tooLargePage();
    return closedElements(html.toString('utf8'));
  });
}

function tooLargePage(): ToolError {
  return new ToolError(
    'too_large',
    `The page has more than ${MAX_BYTES >> 20} MB of text and markup, so it was not read. The user can open it in OneNote.`,
  );
}
