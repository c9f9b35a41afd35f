import { plainMediaType } from '../../../base/headers.ts';
import { ToolError } from '../../../errors.ts';
import type { Content } from '../../../graph/content/content.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall, ToolResult } from '../../define.ts';
import { formatBytes } from '../../files/shared/describe-item.ts';
import { driveItem } from '../../files/shared/drive-item.ts';
import { linkTo, uriOf, type Resource } from '../../files/shared/resource.ts';
import { attachmentSource } from '../../files/shared/source.ts';
import { closedElements } from '../../onenote/shared/closed-elements.ts';
import { readablePage } from '../../onenote/shared/readable-page.ts';
import { entityOf } from '../../output/graph-data.ts';
import { createHtmlBudget } from '../../output/html/html-budget.ts';
import { cell, documentText, fence, passage } from '../../output/untrusted.ts';
import type { ContentPlace } from './content-path.ts';
import { renderText } from './json-page.ts';

/** Maximum size of content that is shown, in bytes. A report for 10,000 people is about 2 MB. */
const MAX_BYTES = 4 * 1024 * 1024;

const isText =
  /^(?:text\/[a-z0-9.+-]+|message\/rfc822|application\/(?:json|xml|csv|octet-stream|[a-z0-9.-]+\+(?:json|xml))|)$/;

/** Matches the path to the HTML of a OneNote page. */
const notePage = /\/onenote\/(?:[^:]*\/)?pages(?:\/[^/]+|\([^/]+\))\/content$/i;

/**
 * Renders the response to a GET of content. A file or attachment becomes a link to its resource and is not downloaded.
 * Other content is shown if it is text; otherwise, it is only described. Bytes and pre-authenticated addresses are
 * never returned.
 */
export function renderContent(
  place: ContentPlace,
  request: GraphRequest,
  call: ToolCall,
): Promise<ToolResult> {
  if (place.kind === 'file') return fileLink(place.path, request, call);
  return place.kind === 'attachment' ? attachmentLink(place, call) : renderStreamed(request, call);
}

async function fileLink(path: string, { version, query }: GraphRequest, call: ToolCall): Promise<ToolResult> {
  const select = ['id', 'name', 'size', 'file', 'parentReference'];
  const answer = await call.graph({ ...read(path, { select }), ...(version && { version }) });
  const { id, name, size, file, parentReference } = entityOf(answer, driveItem);
  if (!file || !id) {
    throw new ToolError('is_folder', 'This is a folder, which has no content of its own. Read its children.');
  }
  const drive = parentReference?.driveId;
  const place = JSON.stringify({ item: id, ...(drive && { drive }) });
  const converted = query?.['format'] === undefined ? '' : ' It is not converted to another format.';
  return linkedResult(
    { kind: 'file', drive: drive || 'me', item: id },
    { name: name ?? '', type: file.mimeType ?? '', size: size ?? undefined },
    `This is a file. To read its text, call read_file_content with ${place}; for a link that downloads it, get_download_link.${converted}`,
  );
}

async function attachmentLink(
  resource: Extract<Resource, { kind: 'attachment' }>,
  call: ToolCall,
): Promise<ToolResult> {
  return linkedResult(
    resource,
    await attachmentSource(resource, call),
    'This is an attachment. To read its text, call get_attachment; to save it to a drive, call upload_file with this resource as source.',
  );
}

function linkedResult(
  resource: Resource,
  facts: { readonly name: string; readonly type: string; readonly size: number | undefined },
  advice: string,
): ToolResult {
  return {
    text: `Resource: ${uriOf(resource)}\n${advice}\n${fence(
      [
        cell(facts.name, 200),
        plainMediaType(facts.type),
        facts.size === undefined ? '' : formatBytes(facts.size),
      ]
        .filter((fact) => fact !== '')
        .join(' | '),
    )}`,
    links: [linkTo(resource, facts)],
  };
}

/**
 * Reads text, even if Graph redirects to a content host, as it does for reports in CSV format. Starts at the position
 * in the call's cursor.
 */
export async function renderStreamed(request: GraphRequest, call: ToolCall): Promise<ToolResult> {
  const shown = await call.files.read(request, { from: 0 }, async (content) => {
    const bytes = isText.test(content.type) ? await bytesOf(content) : undefined;
    const text = bytes && textOf(bytes, content.type, request.path);
    return text === undefined
      ? { binary: describeBinary(request.path, content.type, content.size ?? bytes?.length) }
      : { text };
  });
  if (shown.binary !== undefined) return { text: shown.binary };
  if (shown.text === '') return { text: 'Microsoft Graph returned an empty response.' };
  return renderText(shown.text, { ...call.text, note: '' });
}

async function bytesOf({ size, bytes }: Content): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > MAX_BYTES || (size ?? 0) > MAX_BYTES) {
      throw new ToolError('too_large', 'The response is larger than 4 MiB. Request a shorter period.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns undefined if the bytes are not text. */
function textOf(bytes: Buffer, type: string, path: string): string | undefined {
  // Content without a specific type counts as text only if it is valid UTF-8.
  const isUnsure = type === '' || type === 'application/octet-stream';
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: isUnsure }).decode(bytes);
  } catch {
    return undefined;
  }
  if (text.includes('\0')) return undefined;
  if (type === 'text/html') {
    // In other HTML, such as an attachment of an event, `/>` closes nothing: hidden text after it would become visible.
    const html = notePage.test(path) ? readablePage(closedElements(text)).html : text;
    return passage(createHtmlBudget().textOf(html), Infinity);
  }
  return documentText(text).trimEnd();
}

function describeBinary(path: string, type: string, size: number | undefined): string {
  const kind = plainMediaType(type) || 'type unknown';
  const facts = size === undefined ? kind : `${kind}, ${formatBytes(size)}`;
  return `Microsoft Graph returned binary content (${facts}), which is not text and is not shown. ${adviceFor(path)}`;
}

function adviceFor(path: string): string {
  if (/^\/(?:me|users\/[^/]+)\/photos?\//i.test(path)) return 'To see the photo, call get_user_photo.';
  if (/\/(?:versions|thumbnails)\//i.test(path))
    return 'Portico cannot return this content. read_file_content reads the current version of a file, and get_download_link returns a link to it.';
  return 'Portico can neither return this content nor store it. Open it in the app that it belongs to, such as Outlook, Teams or the admin center.';
}
