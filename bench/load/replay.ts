import type { IncomingMessage, ServerResponse } from 'node:http';

import { request } from 'undici';

import { listen, type Listening } from '../../src/standins/listen.ts';

type Recording = { readonly status: number; readonly type: string; readonly body: Buffer };

/** An upstream that records the stand-in's response to each path once and then replays it. */
export type Replay = Listening & {
  /** Recorded paths, including their queries. */ readonly paths: readonly string[];
};

/**
 * Starts the upstream in front of `origin`, so that all candidates get the same bytes without delay. In responses,
 * links to the stand-in are replaced with links to the upstream, because candidates do not follow links to other hosts.
 */
export async function startReplay(origin: string): Promise<Replay> {
  const recordings = new Map<string, Promise<Recording>>();
  const paths: string[] = [];
  const answer = async (incoming: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const path = incoming.url ?? '/';
    if (!recordings.has(path)) {
      recordings.set(path, record(origin, path, incoming));
      paths.push(path);
    }
    const { status, type, body } = await recordings.get(path)!;
    reply.writeHead(status, {
      'content-type': type,
      'content-length': body.byteLength,
      'request-id': 'replayed',
    });
    reply.end(body);
  };
  const listening = await listen((incoming, reply) => {
    answer(incoming, reply).catch(() => reply.writeHead(502).end());
  });
  return { ...listening, paths };
}

async function record(origin: string, path: string, incoming: IncomingMessage): Promise<Recording> {
  const { authorization = '', prefer = '', host = '' } = incoming.headers;
  const answer = await request(origin + path, { headers: { authorization, prefer } });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${path} responded with ${answer.statusCode}`);
  const body = Buffer.from(text.replaceAll(origin, `http://${host}`));
  return { status: 200, type: String(answer.headers['content-type']), body };
}
