import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ClaimsChallengeError } from '../../src/errors.ts';
import type { Permission } from '../../src/policy/decision.ts';
import { listen } from '../../src/standins/listen.ts';
import { context, permission, read, reply, reset, scriptedGraph, send } from './scripted.ts';

let world: Awaited<ReturnType<typeof scriptedGraph>>;
beforeAll(async () => {
  world = await scriptedGraph();
});
afterAll(() => world.close());

const ask = (request = read, more = {}) => world.graph(permission, request, context(more));
const busy = (status: number, wait = '2') =>
  reply(status, { error: { code: 'x', message: 'slow' } }, { 'retry-after': wait });
const challenge = (claims: string) =>
  reply(
    401,
    {},
    {
      'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    },
  );

describe('a Graph call', () => {
  it('sends the token, a client-request-id and the given options, and reads the response', async () => {
    world.play(reply(200, { id: '1' }));
    const answer = await ask({ ...read, query: { $select: 'id' }, headers: { prefer: 'a' } });
    expect(answer).toEqual({ status: 200, body: { id: '1' }, requestId: 'r-1', bytes: 10 });
    expect(world.seen[0]).toMatchObject({ method: 'GET', url: '/v1.0/me?$select=id' });
    expect(world.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer secret-token',
      prefer: 'a',
      'client-request-id': expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
    });
  });

  it('sends a body as JSON and reads an empty response', async () => {
    world.play((_request, response) => void response.writeHead(202).end());
    await expect(ask(send)).resolves.toMatchObject({ status: 202, body: undefined });
    expect(world.seen[0]).toMatchObject({ body: JSON.stringify(send.body) });
    expect(world.seen[0]?.headers['content-type']).toBe('application/json');
  });

  it('reads a plain-text count', async () => {
    world.play(
      (_request, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('42'),
    );
    await expect(ask()).resolves.toMatchObject({ body: '42' });
  });

  it('is refused without a policy decision that allows it', async () => {
    world.play(reply(200, {}));
    const forged = { ...permission, effect: 'allow', rule: 'x' };
    const refused = { ...permission, effect: 'refuse' } as unknown as Permission;
    const plain = JSON.parse(JSON.stringify(forged)) as Permission;
    for (const decision of [refused, plain]) {
      await expect(world.graph(decision, read, context())).rejects.toMatchObject({
        code: 'refused_by_policy',
      });
    }
    expect(world.seen).toHaveLength(0);
  });

  it('does not follow a redirect, so that the token is not sent elsewhere', async () => {
    const visited: unknown[] = [];
    const elsewhere = await listen((request, response) => {
      visited.push(request.headers);
      response.end('{}');
    });
    world.play((_request, response) => void response.writeHead(302, { location: elsewhere.origin }).end());
    await expect(ask()).rejects.toMatchObject({ code: 'redirected' });
    expect(visited).toEqual([]);
    await elsewhere.close();
  });

  it('logs neither the token nor content', async () => {
    world.play(busy(503), reply(400, { error: { code: 'x', message: 'private words' } }));
    await expect(ask({ ...send, repeat: 'safe' })).rejects.toThrow();
    expect(world.logged.join('\n')).toContain('POST /me/sendMail');
    expect(world.logged.join('\n')).not.toMatch(/secret-token|private words/);
  });
});

describe("a Graph call's telemetry", () => {
  it('contains the operation name without ids, the request id and the traceparent', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    world.play(reply(200, {}));
    await ask({ ...read, path: '/users/ana%40contoso.example/messages' }, { traceparent });
    expect(world.logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        event: 'dependency',
        fields: expect.objectContaining({
          target: 'Graph',
          name: 'GET /users/{id}/messages',
          status: 200,
          ok: true,
          requestId: 'q-1',
          traceparent,
        }),
      },
    ]);
  });
});

describe('the Graph client after a failed request', () => {
  it.each([429, 503])('retries a read after the Retry-After of a %d', async (status) => {
    world.play(busy(status), reply(200, { id: '1' }));
    await expect(ask()).resolves.toMatchObject({ status: 200 });
    expect(world.pauses).toHaveLength(1);
    expect(world.pauses[0]).toBeGreaterThanOrEqual(2_000);
    expect(world.pauses[0]).toBeLessThan(2_300);
  });

  it.each([502, 503, 504])('retries a read after a %d without Retry-After', async (status) => {
    world.play(reply(status, {}), reply(200, {}));
    await expect(ask()).resolves.toMatchObject({ status: 200 });
    expect(world.seen).toHaveLength(2);
  });

  it('retries a read after the connection breaks', async () => {
    world.play(reset, reply(200, {}));
    await expect(ask()).resolves.toMatchObject({ status: 200 });
  });

  it('retries a write with an idempotency key if its response is lost', async () => {
    world.play(reset, reply(201, {}));
    await expect(ask({ ...send, repeat: 'keyed' })).resolves.toMatchObject({ status: 201 });
  });

  it('still reports the outcome as unknown if the retry after a lost response is throttled', async () => {
    world.play(reset, busy(429, '60'));
    await expect(ask({ ...send, repeat: 'keyed' })).rejects.toMatchObject({
      code: 'throttled',
      sideEffect: 'unknown',
    });
    expect(world.seen).toHaveLength(2);
  });

  it('retries a write after a 429, because Graph did not carry out the write', async () => {
    world.play(busy(429), reply(202, {}));
    await expect(ask(send)).resolves.toMatchObject({ status: 202 });
    expect(world.seen).toHaveLength(2);
  });

  it.each([500, 502, 503, 504])(
    'does not retry a write after a %d, and reports the outcome as unknown',
    async (status) => {
      world.play(reply(status, {}), reply(202, {}));
      await expect(ask(send)).rejects.toMatchObject({
        sideEffect: 'unknown',
        message: expect.stringContaining('Look in Sent Items.'),
      });
      expect(world.seen).toHaveLength(1);
    },
  );

  it('does not retry a write if its response is lost, and reports the outcome as unknown', async () => {
    world.play(reset, reply(202, {}));
    await expect(ask(send)).rejects.toMatchObject({ code: 'answer_lost', sideEffect: 'unknown' });
    expect(world.seen).toHaveLength(1);
  });

  it('tries to connect three times, even for a write, and then reports that nothing has changed', async () => {
    const gone = await listen(() => {});
    await gone.close();
    world.play();
    await expect(world.open(gone.origin)(permission, send, context())).rejects.toMatchObject({
      code: 'graph_unreachable',
      sideEffect: 'unchanged',
    });
    expect(world.pauses).toHaveLength(2);
  });

  it('stops after three attempts and reports when to retry', async () => {
    world.play(busy(429, '3'));
    await expect(ask()).rejects.toMatchObject({
      code: 'throttled',
      retryAfterSeconds: 3,
      sideEffect: 'unchanged',
    });
    expect(world.seen).toHaveLength(3);
  });

  it('reports a long Retry-After instead of waiting', async () => {
    world.play(busy(429, '120'));
    await expect(ask()).rejects.toMatchObject({ code: 'throttled', retryAfterSeconds: 120 });
    expect(world.seen).toHaveLength(1);
  });
});

describe('an unusable Graph response', () => {
  it.each([
    ['an HTML page', 'text/html', '<html>down</html>', /HTML page/],
    ['invalid JSON', 'application/json', '{"value":[', /invalid JSON/],
    ['an image', 'image/png', 'x', /image\/png/],
    ['a malformed content type', '<b>', 'x', /not JSON/],
  ])('is described in the error: %s', async (_what, type, body, sentence) => {
    world.play((_request, response) => void response.writeHead(200, { 'content-type': type }).end(body));
    await expect(ask()).rejects.toMatchObject({
      code: 'bad_answer',
      message: expect.stringMatching(sentence),
    });
  });

  it('is refused if it is larger than 16 MiB', async () => {
    const mebibyte = Buffer.alloc(1024 * 1024, 'x');
    world.play((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (let i = 0; i < 18; i += 1) response.write(mebibyte);
      response.end();
    });
    await expect(ask()).rejects.toMatchObject({ code: 'too_large', sideEffect: 'unchanged' });
  });
});

describe('a claims challenge', () => {
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';

  it('is answered once with a token that satisfies the claims', async () => {
    world.play(challenge(claims), reply(200, {}));
    const asked: (string | undefined)[] = [];
    const token = async (wanted?: string) => {
      asked.push(wanted);
      return { token: wanted === undefined ? 'old' : 'new', scopes: [], expiresAt: 0 };
    };
    await expect(ask(send, { token })).resolves.toMatchObject({ status: 200 });
    expect(asked).toEqual([undefined, claims]);
    expect(world.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  it('results in a ClaimsChallengeError if Graph repeats the challenge', async () => {
    world.play(challenge(claims));
    const error = await ask().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ClaimsChallengeError);
    expect(error).toMatchObject({ claims });
    expect(world.seen).toHaveLength(2);
  });

  it.each([['not JSON'], ['"text"'], ['[]']])(
    'is treated as an ordinary 401 if the claims are %s',
    async (nonsense) => {
      world.play(challenge(nonsense));
      await expect(ask()).rejects.toMatchObject({ code: 'not_signed_in' });
    },
  );
});
