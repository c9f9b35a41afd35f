// The baseline: a bare node:http server that sends one pooled upstream request and returns the bytes of the response.
// Argument: the upstream URL. Without a URL, the server responds at once.
import { createServer } from 'node:http';

import { Agent, request } from 'undici';

const url = process.argv[2];
const dispatcher = new Agent({ connections: 64 });
const ownAnswer = Buffer.from('{"value":[]}');

const server = createServer((incoming, reply) => {
  forward(incoming, reply).catch(() => reply.writeHead(502).end());
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());

/** @param {import('node:http').IncomingMessage} incoming @param {import('node:http').ServerResponse} reply */
async function forward(incoming, reply) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  JSON.parse(Buffer.concat(chunks).toString());
  const body = url === undefined ? ownAnswer : await upstream(url, incoming.headers.authorization ?? '');
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': body.byteLength });
  reply.end(body);
}

/** @param {string} address @param {string} authorization */
async function upstream(address, authorization) {
  const answer = await request(address, { dispatcher, headers: { authorization } });
  if (answer.statusCode !== 200) throw new Error(`the upstream responded with ${answer.statusCode}`);
  return Buffer.from(await answer.body.arrayBuffer());
}
