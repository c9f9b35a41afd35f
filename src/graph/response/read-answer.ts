import { mediaType } from '../../base/headers.ts';
import { unreadableAnswer, requestIdOf } from './graph-failure.ts';
import type { Reply } from './outcome.ts';
import type { GraphAnswer, GraphRequest } from '../request/graph-request.ts';

const LONGEST_ADDRESS = 2_000;

/**
 * Parses a 2xx response: JSON, plain text (a count), or no body. Throws `ToolError('bad_answer')` for anything else.
 */
export function readAnswer(reply: Reply, request: GraphRequest): GraphAnswer {
  const requestId = requestIdOf(reply);
  // Some services, such as OneNote, return the job's URL in Operation-Location, and the new resource's URL, if any, in
  // Location.
  const monitor = reply.headers['operation-location'] ?? reply.headers['location'];
  return {
    status: reply.status,
    body: reply.body.length === 0 ? undefined : parseBody(reply, request, requestId),
    requestId,
    bytes: reply.body.length,
    ...(reply.status === 202 &&
      typeof monitor === 'string' &&
      monitor.length <= LONGEST_ADDRESS && { monitor }),
  };
}

function parseBody(reply: Reply, request: GraphRequest, requestId: string | undefined): unknown {
  const type = mediaType(String(reply.headers['content-type'] ?? ''));
  const text = Buffer.from(reply.body.buffer, reply.body.byteOffset, reply.body.length).toString('utf8');
  if (type === 'text/plain') return text;
  if (type !== 'application/json') throw unreadableAnswer(describeType(type), request, requestId);
  try {
    return JSON.parse(text);
  } catch {
    throw unreadableAnswer('invalid JSON', request, requestId);
  }
}

/** Describes a content type. Content types are untrusted, so only a plain media type is quoted. */
function describeType(type: string): string {
  if (type === 'text/html') return 'an HTML page instead of data';
  return /^[a-z]+\/[a-z0-9.+-]{1,60}$/.test(type) ? `${type} instead of JSON` : 'something that is not JSON';
}
