// The floor: a bare node:http server that makes one pooled upstream call and hands its bytes on. Arguments: the URL.
import { createServer } from 'node:http';

import { Agent, request } from 'undici';

const url = process.argv[2] ?? '';
const dispatcher = new Agent({ connections: 64 });

const server = createServer((asked, reply) => {
  forward(asked, reply).catch(() => reply.writeHead(502).end());
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());

/** @param {import('node:http').IncomingMessage} asked @param {import('node:http').ServerResponse} reply */
async function forward(asked, reply) {
  const chunks = [];
  for await (const chunk of asked) chunks.push(chunk);
  JSON.parse(Buffer.concat(chunks).toString());
  const answer = await request(url, {
    dispatcher,
    headers: { authorization: asked.headers.authorization ?? '' },
  });
  const body = Buffer.from(await answer.body.arrayBuffer());
  reply.writeHead(answer.statusCode, {
    'content-type': 'application/json',
    'content-length': body.byteLength,
  });
  reply.end(body);
}
