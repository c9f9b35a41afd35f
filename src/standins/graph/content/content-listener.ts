import type { IncomingMessage, ServerResponse } from 'node:http';
import { mimeTypeOf } from '../../tenant/drive.ts';
import type { Reply } from '../graph-call.ts';
import { GraphError, toGraphError } from '../graph-errors.ts';
import type { Transfers, UploadSession } from './transfers.ts';
import { readRequestBody, sendReply } from '../send-reply.ts';

/** Serves pre-authenticated downloads and uploads on a separate origin. Responds with 401 to a request with a token. */
export function contentListener(
  transfers: Transfers,
  note: (request: IncomingMessage, status: number) => void,
  signal: AbortSignal,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, transfers)
      .catch((error: unknown): Reply => refusal(error))
      .then(async (reply) => note(request, await sendReply(response, { how: 'whole', reply }, signal)))
      .catch(() => response.destroy());
  };
}

function refusal(error: unknown): Reply {
  const graphError = toGraphError(error);
  return {
    status: graphError.status,
    body: { error: { code: graphError.code, message: graphError.message } },
  };
}

async function answer(request: IncomingMessage, transfers: Transfers): Promise<Reply> {
  const body = await readRequestBody(request);
  const url = request.url ?? '/';
  if (request.headers.authorization !== undefined)
    throw new GraphError(401, 'unauthenticated', 'A pre-authenticated URL must be called without a token.');
  if (url.startsWith('/download/')) return download(request, transfers, url);
  const report = transfers.reportOf(url);
  if (report !== undefined)
    return { status: 200, body: report, headers: { 'content-type': 'text/csv; charset=utf-8' } };
  const converted = transfers.convertedOf(url);
  if (converted !== undefined)
    return { status: 200, body: converted.content, headers: { 'content-type': converted.type } };
  const state = transfers.stateOf(url);
  if (state !== undefined) return { status: state.status === 'completed' ? 200 : 202, body: state };
  const session = transfers.session(url);
  if (!session) throw new GraphError(404, 'itemNotFound', 'The upload session was not found.');
  return upload(request, session, body);
}

function download(request: IncomingMessage, transfers: Transfers, url: string): Reply {
  const item = transfers.fileOf(url);
  const content = item?.$content;
  if (!item || !content) throw new GraphError(403, 'accessDenied', 'The link is no longer valid.');
  const headers = { 'content-type': mimeTypeOf(item.name), 'accept-ranges': 'bytes' };
  return request.headers.range === undefined
    ? { status: 200, body: content, headers }
    : rangeOf(content, request.headers.range, headers);
}

/** Returns one byte range (RFC 9110, section 14.2), or status 416 if the range is outside the content. */
function rangeOf(content: Buffer, range: string, headers: Readonly<Record<string, string>>): Reply {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last === '') return { status: 200, body: content, headers };
  const start = first === '' ? Math.max(0, content.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? content.length - 1 : Math.min(Number(last), content.length - 1);
  if (start >= content.length || start > end)
    return { status: 416, headers: { 'content-range': `bytes */${content.length}` } };
  return {
    status: 206,
    body: content.subarray(start, end + 1),
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${content.length}` },
  };
}

function upload(request: IncomingMessage, session: UploadSession, content: Buffer): Reply {
  const state = () => ({
    expirationDateTime: session.expirationDateTime,
    nextExpectedRanges: session.expected(),
  });
  if (request.method === 'GET') return { status: 200, body: state() };
  if (request.method === 'DELETE') {
    session.cancel();
    return { status: 204 };
  }
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '') ?? [];
  if (request.method !== 'PUT' || from === undefined || Number(to) - Number(from) + 1 !== content.length)
    throw new GraphError(400, 'invalidRequest', 'The Content-Range header does not match the content.');
  const done = session.take({ from: Number(from), total: Number(total), content });
  // Exchange responds to the last chunk with 201 and no body, and to all other chunks with 200.
  if (session.service === 'exchange')
    return done === undefined ? { status: 200, body: state() } : { status: 201 };
  return done === undefined ? { status: 202, body: state() } : { status: 201, body: done };
}
