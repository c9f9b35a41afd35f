import type { IncomingMessage, ServerResponse } from 'node:http';

import { request } from 'undici';

import { listen, type Listening } from '../src/standins/listen.ts';

/** What a caller asked, and what it was answered. */
type Recording = { readonly status: number; readonly type: string; readonly body: Buffer };

/** An upstream that asks the real stand-in once for each path and answers the same bytes at once from then on. */
export type Replay = Listening & {
  /** Every path asked so far, with its query. */ readonly paths: readonly string[];
};

/** Starts the upstream in front of `origin`, so that both candidates wait for the same thing and for nothing slow. */
export async function startReplay(origin: string): Promise<Replay> {
  const kept = new Map<string, Promise<Recording>>();
  const paths: string[] = [];
  const answer = async (asked: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const path = asked.url ?? '/';
    if (!kept.has(path)) {
      kept.set(path, record(origin + path, asked));
      paths.push(path);
    }
    const { status, type, body } = await kept.get(path)!;
    reply.writeHead(status, {
      'content-type': type,
      'content-length': body.byteLength,
      'request-id': 'replayed',
    });
    reply.end(body);
  };
  const listening = await listen((asked, reply) => {
    answer(asked, reply).catch(() => reply.writeHead(502).end());
  });
  return { ...listening, paths };
}

async function record(url: string, asked: IncomingMessage): Promise<Recording> {
  const { authorization = '', prefer = '' } = asked.headers;
  const answer = await request(url, { headers: { authorization, prefer } });
  const body = Buffer.from(await answer.body.arrayBuffer());
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  return { status: 200, type: String(answer.headers['content-type']), body };
}
