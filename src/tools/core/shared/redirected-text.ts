import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { ToolCall, ToolResult } from '../../define.ts';
import { passage } from '../../output/untrusted.ts';
import { renderText } from './json-page.ts';

/** In bytes. A report on 10,000 people is about 2 MB. */
const MAX_BYTES = 4 * 1024 * 1024;

const isText = /^(?:text\/(?:csv|plain)|application\/(?:json|csv|octet-stream))$/;

/**
 * Reads text that Graph serves through a redirect to a content host, such as reports in CSV format. Renders the part
 * at which the call continues.
 */
export async function readRedirected(request: GraphRequest, call: ToolCall): Promise<ToolResult> {
  const text = await call.files.read(request, { from: 0 }, async ({ type, size, bytes }) => {
    if (!isText.test(type)) {
      throw new ToolError(
        'not_text',
        'This is a file and not data. To read it, use read_file_content; to download it, use get_download_link.',
      );
    }
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > MAX_BYTES || (size ?? 0) > MAX_BYTES) {
        throw new ToolError('too_large', 'The response is larger than 4 MiB. Request a shorter period.');
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
  if (text.includes('\0')) throw new ToolError('not_text', 'This response is binary and cannot be shown.');
  const whole = passage(text.replaceAll('\r\n', '\n'), Infinity);
  return renderText(whole, { ...call.text, note: '' });
}
