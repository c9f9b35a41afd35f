import { describe, expect, it } from 'vitest';

import { envelope, openEndpoint, post } from '../kit/mcp-endpoint.ts';

/*
 * Sends valid messages with random changes to the fast path and to the SDK, and expects identical answers. The fast
 * path must leave to the SDK every message that it does not understand completely.
 */
type Members = Record<string, unknown>;
type Sent = { readonly message: Members; readonly headers: Record<string, string> };
type Random = () => number;

/** The number of changed messages for each method and revision. */
const ROUNDS = 32;

const params: Readonly<Record<string, Members | undefined>> = {
  ping: undefined,
  'server/discover': {},
  'notifications/initialized': {},
  'notifications/cancelled': { requestId: 1, reason: 'x' },
  'tools/list': {},
  'prompts/list': {},
  'resources/list': {},
  'resources/templates/list': {},
  'tools/call': { name: 'read_note', arguments: { id: 'n1' } },
  'prompts/get': { name: 'who-is', arguments: { person: 'Ben' } },
  'resources/read': { uri: 'portico://mail/1' },
  'completion/complete': {
    ref: { type: 'ref/prompt', name: 'who-is' },
    argument: { name: 'person', value: 'B' },
  },
  initialize: {
    protocolVersion: '2025-11-25',
    capabilities: { roots: { listChanged: true }, elicitation: { form: {}, url: {} } },
    clientInfo: { name: 't', version: '1', title: 'T' },
  },
};

const oddValues: readonly unknown[] = JSON.parse(`[
  null, "", 0, -1, 1.5, 1e21, 9007199254740992, true, [], {}, [1], {"a": 1}, {"x": null}, [[]], "x", "ä\\"\\\\\\n",
  "{}", "[]", "{\\"id\\":\\"n1\\"}", "2026-07-28", "2025-11-25", "2024-11-05", "__proto__"
]`) as unknown[];

const names = [
  'id method params jsonrpc result error _meta name arguments cursor task uri progressToken inputResponses',
  'requestState capabilities clientInfo elicitation extensions experimental icons tools traceparent __proto__',
  'constructor io.modelcontextprotocol/logLevel io.modelcontextprotocol/related-task',
  ...Object.keys(envelope),
].flatMap((line) => line.split(' '));

const headerValues: readonly string[] = [
  '',
  'nonsense',
  '2026-07-28',
  '2025-11-25',
  '2025-03-26',
  '2024-11-05',
  '2027-01-01',
  '2025-11-25, 2025-11-25',
  'tools/list',
  'tools/call',
  'read_note',
  '=?base64?cmVhZF9ub3Rl?=',
];

/** Creates a generator of numbers in [0, 1) that depends only on the seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value;
}

/** Returns a valid message of a revision, with its headers. */
function messageOf(method: string, revision: string): Sent {
  const isModern = revision === '2026-07-28';
  const given = structuredClone(params[method]);
  const meta = isModern ? { _meta: structuredClone(envelope) } : {};
  const name = given?.['name'] ?? given?.['uri'];
  return {
    message: {
      jsonrpc: '2.0',
      ...(!method.startsWith('notifications/') && { id: 1 }),
      method,
      ...((given !== undefined || isModern) && { params: { ...given, ...meta } }),
    },
    headers: {
      'mcp-protocol-version': revision,
      ...(isModern && { 'mcp-method': method }),
      ...(isModern && typeof name === 'string' && { 'mcp-name': name }),
    },
  };
}

/** Returns all objects within a message. */
function objectsIn(value: unknown): Members[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Members, ...Object.values(value).flatMap(objectsIn)];
}

/** Replaces, adds or removes a member somewhere in a message, or changes a header. */
function mutate({ message, headers }: Sent, random: Random): void {
  if (random() < 0.2) {
    const header = pick(random, [
      'mcp-protocol-version',
      'mcp-method',
      'mcp-name',
      'accept',
      'mcp-session-id',
    ]);
    headers[header] = pick(random, headerValues);
    if (random() < 0.3) delete headers[header];
    return;
  }
  const object = pick(random, objectsIn(message));
  const isNew = random() < 0.4;
  const name = isNew ? pick(random, names) : (pick(random, Object.keys(object)) ?? 'x');
  if (!isNew && random() < 0.4) delete object[name];
  else {
    const value = structuredClone(pick(random, oddValues));
    // An assignment would set the prototype if the name is __proto__.
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

async function answerOf(response: Response): Promise<string> {
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}

describe.each(['2026-07-28', '2025-11-25', '2025-06-18', '2025-03-26'])(
  'a message of revision %s',
  (revision) => {
    it.each(Object.keys(params))(
      'gets the same answer on both paths however it is changed: %s',
      async (method) => {
        const random = randomFrom(Number(revision.replaceAll('-', '')) + Object.keys(params).indexOf(method));
        const fast = openEndpoint({ fastPath: true });
        const slow = openEndpoint({ fastPath: false });
        for (let round = 0; round < ROUNDS; round++) {
          const sent = messageOf(method, revision);
          for (let change = 0; change <= round % 4; change++) mutate(sent, random);
          const text = JSON.stringify(sent.message);
          const request = () => post(text, sent.headers);
          // oxlint-disable no-await-in-loop -- one message after the other
          const answer = await answerOf(await fast.handle(request()));
          expect(answer, `${text} ${JSON.stringify(sent.headers)}`).toBe(
            await answerOf(await slow.handle(request())),
          );
          // oxlint-enable no-await-in-loop
          expect(answer, text).not.toMatch(/^\[5/);
        }
      },
    );
  },
);
