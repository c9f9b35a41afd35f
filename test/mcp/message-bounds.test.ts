import { describe, expect, it } from 'vitest';

import { envelopeProblem, textProblem } from '../../src/mcp/message-bounds.ts';
import { goodToken, openEndpoint, publicUrl } from '../kit/mcp-endpoint.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

/** Returns a list of `count` equal values as JSON. */
const listOf = (value: string, count: number) => `[${`${value},`.repeat(count - 1)}${value}]`;

/** 20 calls, each with 1,000 arguments that are arrays. */
const batchOfFullArguments = listOf(
  `{"method":"tools/call","params":{"arguments":{"x":${listOf('[]', 999)}}}}`,
  20,
);

describe("a message's text", () => {
  it.each([
    ['deep nesting', nested(65)],
    ['deep nesting of objects', '{"a":'.repeat(1_000_000)],
    ['nesting that is never closed', '['.repeat(4_000_000)],
    ['nesting after a string that seems to close it', `["\\\\",${nested(64)}]`],
    ['many objects', `[${'{},'.repeat(25_000)}1]`],
    ['many objects without a comma', '{}'.repeat(50_001)],
    ['many numbers', `[${'1,'.repeat(50_000)}1]`],
    ['a batch of 30,000 messages', listOf('{"id":1,"method":"ping"}', 30_000)],
    ['many members', `{${'"a":1,'.repeat(50_000)}"b":1}`],
    ['many strings that end in backslashes', `[${String.raw`"\\\\",`.repeat(50_000)}1]`],
  ])('is refused if it contains %s', (_what, text) => {
    expect(textProblem(text)).toMatch(/^The message .+\.$/);
  });

  it.each([
    ['64 levels of nesting', nested(64)],
    ['brackets in a string', JSON.stringify('['.repeat(100_000))],
    ['escaped quotes before brackets', JSON.stringify('\\"['.repeat(100_000))],
    ['backslashes at the end of a string', JSON.stringify(['\\', '\\\\', '[']) + nested(60)],
    ['an unterminated string', `"${'['.repeat(100)}`],
    ['commas in a string', JSON.stringify(','.repeat(100_000))],
    ['commas after an escaped quote in a string', JSON.stringify(`"${','.repeat(100_000)}`)],
    ['as many values as the largest allowed batch', batchOfFullArguments],
  ])('is accepted if it contains %s', (_what, text) => {
    expect(textProblem(text)).toBeUndefined();
  });

  it('is scanned in linear time, regardless of its content', () => {
    const seconds = (text: string) => {
      const began = performance.now();
      textProblem(text);
      return performance.now() - began;
    };
    const slow = seconds(`"${'\\"'.repeat(2_000_000)}`) + seconds(`"${'\\'.repeat(4_000_000)}`);
    expect(slow).toBeLessThan(2_000);
  });
});

describe('a message', () => {
  const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`x${n}`, 1]));
  const call = (params: unknown) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });

  it.each([
    ['a huge record in its capabilities', call({ capabilities: { extensions: many } })],
    ['a huge _meta', call({ name: 'x', _meta: many })],
    ['a huge array', call(Array(3_000).fill(1))],
    ['a huge array as its arguments', call({ arguments: Array(3_000).fill(1) })],
    [
      'a batch of large messages',
      Array(20).fill(call({ _meta: Object.fromEntries(Object.entries(many).slice(0, 200)) })),
    ],
  ])('is refused if it contains %s', (_what, message) => {
    expect(envelopeProblem(message)).toMatch(/^The message has too many members/);
  });

  it.each([
    ['arguments of any size', call({ name: 'x', arguments: { a: many, b: 'x'.repeat(1_000_000) } })],
    ['twenty messages with large arguments', Array(20).fill(call({ name: 'x', arguments: many }))],
    ['a long string', call({ uri: 'x'.repeat(3_000_000) })],
    ['no params', { jsonrpc: '2.0', id: 1, method: 'ping' }],
    ['no members', null],
  ])('is accepted if it contains %s', (_what, message) => {
    expect(envelopeProblem(message)).toBeUndefined();
  });

  it('gets a JSON-RPC error if it is too large, and the next message is answered', async () => {
    const endpoint = openEndpoint();
    const post = (body: string) =>
      endpoint.handle(
        new Request(`${publicUrl}/mcp`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${goodToken}` },
          body,
        }),
      );
    for (const body of [nested(100_000), JSON.stringify(call({ name: 'x', _meta: many }))]) {
      const refused = await post(body);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { code: -32_600 }, id: null });
    }
    const next = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }));
    expect(next.status).toBe(200);
  });
});
