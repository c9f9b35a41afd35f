import { describe, expect, it } from 'vitest';

import { answerWith as answerWithParts, bufferedBody, requestWith } from '../../src/http/buffered-body.ts';

const url = 'http://localhost/mcp?preset=core';
const json = () => new Headers({ 'content-type': 'application/json' });
const form = () => new Headers({ 'content-type': 'application/x-www-form-urlencoded' });
const bytes = (text: string) => Buffer.from(text);
const answerWith = (body: Uint8Array, headers: Headers) => answerWithParts([body], headers);
const notUtf8 = Buffer.from([0x22, 0xff, 0x22]);

/**
 * Returns a request and a response with a buffered body, each paired with an object of the built-in class that has the
 * same body.
 */
function pairs(body: Uint8Array, headers: () => Headers): [Request | Response, Request | Response][] {
  const head = { url, method: 'POST' };
  return [
    [
      requestWith(body, { ...head, headers: headers() }),
      new Request(url, { ...head, headers: headers(), body }),
    ],
    [answerWith(body, headers()), new Response(body, { headers: headers() })],
  ];
}

describe('a message with a buffered body', () => {
  it.each([
    ['text', bytes('{"é":"✓"}')],
    ['text', bytes('\ufeff{}')],
    ['text', notUtf8],
    ['json', bytes('{"a":[1]}')],
    ['arrayBuffer', bytes('abc')],
    ['arrayBuffer', bytes('')],
  ] as const)('returns the same %s as the built-in class', async (read, body) => {
    for (const [ours, theirs] of pairs(body, json)) expect(await ours[read]()).toEqual(await theirs[read]());
  });

  it('returns the same form data as the built-in class', async () => {
    for (const [ours] of pairs(bytes('a=1&b=2'), form)) {
      expect(Object.fromEntries(await ours.formData())).toEqual({ a: '1', b: '2' });
    }
  });

  it('returns its body as a stream', async () => {
    for (const [ours] of pairs(bytes('abc'), json)) {
      expect(await new Response(ours.body).text()).toBe('abc');
      expect(ours.bodyUsed).toBe(true);
    }
  });

  it('can be read again and does not share its bytes', async () => {
    const answer = answerWith(bytes('abc'), json());
    new Uint8Array(await answer.arrayBuffer()).fill(0);
    expect(await answer.text()).toBe('abc');
    expect(await answer.clone().text()).toBe('abc');
  });

  it('is an instance of the built-in class', () => {
    expect(answerWith(bytes(''), json())).toBeInstanceOf(Response);
    expect(requestWith(bytes(''), { url, method: 'GET', headers: json() })).toBeInstanceOf(Request);
  });

  it('can be awaited', async () => {
    const answer = answerWith(bytes('abc'), json());
    expect(await Promise.resolve(answer)).toBe(answer);
  });

  it('is not a Promise and has no properties that the built-in class lacks', () => {
    expect(Reflect.get(answerWith(bytes('abc'), json()), 'then')).toBeUndefined();
  });
});

describe('a request with a buffered body', () => {
  it('has the URL, method and headers of the original', () => {
    const request = requestWith(bytes('{}'), { url, method: 'POST', headers: json() });
    expect(request).toMatchObject({ url, method: 'POST' });
    expect(request.bodyUsed).toBe(false);
    expect(request.headers.get('Content-Type')).toBe('application/json');
    expect(request.signal.aborted).toBe(false);
  });

  it('has no body if there are no bytes', async () => {
    const request = requestWith(bytes(''), { url, method: 'GET', headers: new Headers() });
    expect(request.body).toBeNull();
    expect(await request.text()).toBe('');
  });
});

describe('a response with a buffered body', () => {
  it('can be given additional headers', () => {
    const answer = answerWith(bytes('{}'), json());
    answer.headers.set('cache-control', 'no-store');
    expect(answer).toMatchObject({ status: 200, ok: true });
    expect([...answer.clone().headers]).toEqual([
      ['cache-control', 'no-store'],
      ['content-type', 'application/json'],
    ]);
  });
});

describe('a response with a body in memory', () => {
  const parts = [bytes('{"é":'), bytes('"✓"}')];

  it('can be read like any other response, whether the body is a list of parts or a string', async () => {
    for (const body of [parts, '{"é":"✓"}']) {
      const answer = () => answerWithParts(body, json());
      expect(await answer().json()).toEqual({ é: '✓' });
      expect(await answer().text()).toBe('{"é":"✓"}');
      expect(Buffer.from(await answer().arrayBuffer()).toString()).toBe('{"é":"✓"}');
      expect(await new Response(answer().body).text()).toBe('{"é":"✓"}');
    }
  });

  it('passes its parts to the host unchanged, unlike other responses', () => {
    expect(bufferedBody(answerWithParts(parts, json()))).toBe(parts);
    expect(bufferedBody(new Response('{}'))).toBeUndefined();
  });
});
