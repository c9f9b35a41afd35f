import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request to Graph; requests in a batch are counted individually. */
export type RawRequest = {
  readonly method: string;
  /** The path after the API version, with the query but without $select, and with $top limited to 25. */
  readonly path: string;
  readonly body: string;
  readonly answer: string;
};

type Exchange = { readonly method: string; readonly url: string; body: string; answer: string };
type Part = { id: string; method: string; url: string; body?: unknown };

/**
 * Records the requests that arrive at this process's HTTP servers. Unlike the stand-in's log, the records include the
 * bodies.
 */
export function recordRequests() {
  const exchanges: Exchange[] = [];
  const listener = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const exchange: Exchange = { method: request.method ?? '', url: request.url ?? '', body: '', answer: '' };
    exchanges.push(exchange);
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      if (chunk !== null) exchange.body += chunk.toString();
      return push(chunk, encoding);
    };
    const end = response.end.bind(response) as (...all: unknown[]) => ServerResponse;
    response.end = ((...all: unknown[]) => {
      if (typeof all[0] === 'string' || Buffer.isBuffer(all[0])) exchange.answer += all[0].toString();
      return end(...all);
    }) as ServerResponse['end'];
  };
  subscribe('http.server.request.start', listener);
  return {
    /** Returns the requests recorded since the previous call. */
    take: (): readonly RawRequest[] => exchanges.splice(0).flatMap(partsOf),
    close: () => unsubscribe('http.server.request.start', listener),
  };
}

function partsOf({ method, url, body, answer }: Exchange): readonly RawRequest[] {
  const [, path] = /^\/(?:v1\.0|beta)(\/.*)$/.exec(url) ?? [];
  if (path === undefined) return [];
  if (path !== '/$batch') return [{ method, path: asRaw(path), body, answer }];
  const { requests } = JSON.parse(body) as { requests: Part[] };
  const { responses } = JSON.parse(answer) as { responses: { id: string; body?: unknown }[] };
  return requests.map((part) => ({
    method: part.method,
    path: asRaw(part.url),
    body: textOf(part.body),
    answer: textOf(responses.find(({ id }) => id === part.id)?.body),
  }));
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}

/** Larger pages are used only by our own scans. A raw client is assumed to request 25 items and stop there. */
const LARGEST_PAGE = 25;

function asRaw(path: string): string {
  const [before = '', query = ''] = path.split('?');
  const kept = query
    .split('&')
    .filter((option) => option !== '' && !option.startsWith('$select='))
    .map((option) => {
      const [, top] = /^\$top=(\d+)$/.exec(option) ?? [];
      return top === undefined ? option : `$top=${Math.min(Number(top), LARGEST_PAGE)}`;
    });
  return kept.length === 0 ? before : `${before}?${kept.join('&')}`;
}
