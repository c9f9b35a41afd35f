import type { IncomingMessage, ServerResponse } from 'node:http';

import { createGraphLimits } from '../../../src/graph/limits/graph-limits.ts';
import { createGraph } from '../../../src/graph/graph-client.ts';
import type { Pause } from '../../../src/base/wait.ts';
import { createTransfer } from '../../../src/graph/content/transfer.ts';
import { listen } from '../../../src/standins/listen.ts';
import { logTo } from '../../kit/logs/log-to.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const noPause: Pause = async (_ms, signal) => signal.throwIfAborted();

type Seen = { readonly host: string; readonly url: string; readonly headers: IncomingMessage['headers'] };

export const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Starts a Graph server and a content host, with clients for them. Tests set the responses with `play`. */
export async function startServers(pause: Pause = noPause) {
  const seen: Seen[] = [];
  const lines: string[] = [];
  const script: { graph: Answer[]; content: Answer[] } = { graph: [], content: [] };
  const serve = (host: 'graph' | 'content') => (request: IncomingMessage, response: ServerResponse) => {
    request.resume().on('end', () => {
      seen.push({ host, url: request.url ?? '', headers: request.headers });
      const answer = script[host].length > 1 ? script[host].shift() : script[host][0];
      answer?.(request, response);
    });
  };
  const [graph, content] = [await listen(serve('graph')), await listen(serve('content'))];
  const silent = () => {};
  const note = (event: string, fields?: unknown) => void lines.push(JSON.stringify({ event, fields }));
  const needs = {
    origin: graph.origin,
    now: Date.now,
    limits: createGraphLimits(Date.now),
    random: (bytes: number) => new Uint8Array(bytes).fill(7),
    telemetry: {
      request: silent,
      dependency: (fact: unknown) => note('dependency', fact),
      exception: silent,
      event: silent,
    },
    log: logTo(note),
    pause,
    loopback: true,
    silenceMs: 2_000,
  };
  const redirect = to(`${content.origin}/download/1?tempauth=secret-word`);
  return {
    seen,
    lines,
    transfer: createTransfer(needs),
    /** Shares the limits of `transfer`. */
    graph: createGraph(needs),
    contentOrigin: content.origin,
    redirect,
    /** Sets the next responses. The last response is repeated. */
    play: (steps: { readonly graph?: readonly Answer[]; readonly content?: readonly Answer[] }) => {
      script.graph = [...(steps.graph ?? [redirect])];
      script.content = [...(steps.content ?? [whole])];
      seen.length = 0;
      lines.length = 0;
    },
    close: () => Promise.all([graph.close(), content.close()]),
  };
}

/** Redirects. */
export const to =
  (location: string): Answer =>
  (_request, response) =>
    void response.writeHead(302, { location }).end();

/** Responds with a JSON body. */
export const json =
  (body: unknown): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Responds with a status and an empty object. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, { 'content-type': 'application/json', ...headers }).end('{}');

/** Closes the connection. */
export const lost: Answer = (request) => void request.socket.destroy();

/** Responds with the alphabet, or with the requested range of its letters. */
export const whole: Answer = (request, response) => {
  const { length } = alphabet;
  const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (first === undefined) {
    response.writeHead(200, { 'content-length': length }).end(alphabet);
    return;
  }
  const end = last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (Number(first) >= length) {
    response.writeHead(416, { 'content-range': `bytes */${length}` }).end();
    return;
  }
  response.writeHead(206, { 'content-range': `bytes ${first}-${end}/${length}` });
  response.end(alphabet.slice(Number(first), end + 1));
};

/** Sends the headers for the rest of the alphabet but closes the connection after a few letters. */
export const broken =
  (letters: number, headers: Record<string, string> = {}): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-25/26`, 'content-length': 26 - from };
    response.writeHead(206, { ...range, ...headers });
    response.write(alphabet.slice(from, from + letters), () => response.destroy());
  };
