import { afterEach, describe, expect, it } from 'vitest';

import { send } from '../../../src/hosts/node/node-message.ts';
import { answerWith } from '../../../src/http/buffered-body.ts';
import { listen, type Listening } from '../../../src/standins/listen.ts';

const servers: Listening[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Serves one response to every request and returns the origin. */
async function serveOnly(response: () => Response, before?: Promise<void>): Promise<string> {
  const server = await listen((_, outgoing) => void send(response(), outgoing, { last: true, before }));
  servers.push(server);
  return server.origin;
}

const text = '{"é":"✓😀"}';
const length = String(Buffer.byteLength(text));
const headers = () => new Headers({ 'content-type': 'application/json' });
const parts = () => ['{"é":', '"✓😀"', '', '}'].map((part) => Buffer.from(part));

describe('a response on the Node host', () => {
  it.each([
    ['as text', () => answerWith(text, headers())],
    ['in parts', () => answerWith(parts(), headers())],
    ['in no parts', () => answerWith([], headers())],
    ['from the platform', () => new Response(text, { headers: headers() })],
  ])('has the complete body and the right Content-Length: %s', async (name, response) => {
    const expected = name === 'in no parts' ? '' : text;
    for (const before of [undefined, Promise.resolve()]) {
      const answer = await fetch(await serveOnly(response, before));
      expect(await answer.text()).toBe(expected);
      expect(answer.headers.get('content-length')).toBe(expected === '' ? '0' : length);
    }
  });

  it('has no body if the request is HEAD', async () => {
    const answer = await fetch(await serveOnly(() => answerWith(parts(), headers())), { method: 'HEAD' });
    expect(await answer.text()).toBe('');
  });
});
