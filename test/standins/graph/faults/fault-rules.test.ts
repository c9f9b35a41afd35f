import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../../src/standins/graph/faults/fault-rules.ts';
import { messagesOf } from '../../../../src/standins/tenant/mailbox.ts';
import { mail, oid, startWorld, type World } from '../graph-world.ts';

describe('injected faults', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.graph.control.reset());
  afterAll(() => world.graph.close());

  const fault = (rule: FaultRule) => world.graph.control.fault(rule);
  const mails = () => messagesOf(world.graph.tenant, oid('ben.okafor')).all().length;
  const send = () =>
    world.call('/me/sendMail', {
      method: 'POST',
      body: { message: { subject: 'x', toRecipients: [{ emailAddress: { address: mail('ben.okafor') } }] } },
    });

  it('throttle the given number of requests, with Retry-After', async () => {
    world.graph.control.throttle({ retryAfterSeconds: 7, count: 2 });
    const answers = [await world.call('/me'), await world.call('/me'), await world.call('/me')];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200]);
    expect(answers[0]!.headers.get('retry-after')).toBe('7');
    expect(answers[0]!.body.error!.code).toBe('TooManyRequests');
    expect(world.graph.log.at(-2)).toMatchObject({ status: 429, fault: 'status' });
  });

  it.each<[string, Partial<FaultRule>]>([
    ['person', { person: 'ana.silva' }],
    ['object id', { person: oid('ana.silva') }],
    ['method', { method: 'get' }],
    ['path', { path: '/me/mess' }],
  ])('affect only requests that match the given %s', async (_what, choice) => {
    fault({ kind: 'status', status: 502, ...choice });
    expect((await world.call('/me/messages')).status).toBe(502);
    const other = await world.call('/users/ben.okafor@contoso.example/sendMail', {
      method: 'POST',
      body: {},
      as: 'ben.okafor',
    });
    expect(other.status).toBe(400);
  });

  it('can begin after the given number of matching requests', async () => {
    fault({ kind: 'status', path: '/me', skip: 1, count: 1 });
    const answers = [await world.call('/me'), await world.call('/me'), await world.call('/me')];
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200]);
  });

  it('can be random but reproducible', async () => {
    const round = async () => {
      world.graph.control.reset();
      fault({ kind: 'status', probability: 0.5, seed: 'dice' });
      const statuses: number[] = [];
      for (let n = 0; n < 12; n += 1) statuses.push((await world.call('/me')).status);
      return statuses;
    };
    const first = await round();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await round()).toEqual(first);
  });

  it('return HTML, invalid JSON or a redirect without performing the request', async () => {
    const before = mails();
    fault({ kind: 'html', count: 1 });
    expect((await send()).headers.get('content-type')).toBe('text/html');
    fault({ kind: 'wrong-json', count: 1 });
    await expect(send()).rejects.toThrow(SyntaxError);
    fault({ kind: 'redirect-elsewhere', count: 1 });
    expect((await send()).headers.get('location')).toBe(`${world.graph.contentOrigin}/elsewhere`);
    expect(mails()).toBe(before);
  });

  it('return a link to a next page on another origin', async () => {
    fault({ kind: 'foreign-next-link', count: 1 });
    const { status, body } = await world.call('/me/messages');
    expect(status).toBe(200);
    expect(new URL(body['@odata.nextLink']!).origin).toBe(world.graph.contentOrigin);
    expect((await world.call(body['@odata.nextLink']!)).status).toBe(401);
    expect(world.graph.log.at(-1)).toMatchObject({ path: '/elsewhere', status: 401 });
  });

  it('reset the connection before or after the request takes effect', async () => {
    const before = mails();
    fault({ kind: 'reset', count: 1 });
    await expect(send()).rejects.toThrow();
    expect(mails()).toBe(before);
    fault({ kind: 'reset', count: 1, afterEffect: true });
    await expect(send()).rejects.toThrow();
    expect(mails()).toBe(before + 1);
  });

  it('close the connection in the middle of a body', async () => {
    fault({ kind: 'half-body', count: 1 });
    await expect(world.call('/me/messages')).rejects.toThrow();
  });

  it('hang until the caller aborts', async () => {
    fault({ kind: 'hang', count: 1 });
    const waiting = fetch(`${world.graph.origin}/v1.0/me`, {
      headers: { authorization: 'Bearer ana.silva User.Read' },
      signal: AbortSignal.timeout(150),
    });
    await expect(waiting).rejects.toThrow();
  });

  it('delay the response or send it slowly', async () => {
    fault({ kind: 'latency', milliseconds: 60, count: 1 });
    const start = performance.now();
    expect((await world.call('/me')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(50);
    fault({ kind: 'slow-drip', milliseconds: 0, count: 1 });
    expect((await world.call('/me?$select=id')).body.id).toBe(oid('ana.silva'));
  });

  it('return a claims challenge, as continuous access evaluation does', async () => {
    fault({ kind: 'claims-challenge', claims: '{"x":1}', count: 1 });
    const { status, headers } = await world.call('/me');
    expect(status).toBe(401);
    const [, claims = ''] = /error="insufficient_claims", claims="([^"]+)"/.exec(
      headers.get('www-authenticate')!,
    )!;
    expect(Buffer.from(claims, 'base64').toString()).toBe('{"x":1}');
  });

  it('can be set at the control endpoint, which refuses invalid rules', async () => {
    const control = (method: string, body?: unknown) =>
      fetch(`${world.graph.origin}/_control/faults`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    expect((await control('POST', { rules: [{ kind: 'status', status: 504 }] })).status).toBe(204);
    expect((await world.call('/me')).status).toBe(504);
    expect((await control('DELETE')).status).toBe(204);
    expect((await world.call('/me')).status).toBe(200);
    expect((await control('POST', { kind: 'earthquake' })).status).toBe(400);
    expect((await control('GET')).status).toBe(405);
  });
});

describe('a batch', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterEach(() => world.graph.control.reset());
  afterAll(() => world.graph.close());

  const batch = (requests: readonly object[]) =>
    world.call('/$batch', { method: 'POST', body: { requests } });

  it('returns a separate response for each part and respects dependencies', async () => {
    const { status, body } = await batch([
      { id: '1', method: 'GET', url: '/me?$select=displayName' },
      { id: '2', method: 'GET', url: '/nothing' },
      {
        id: '3',
        method: 'POST',
        url: '/me/messages',
        body: { subject: 'Batched' },
        headers: { 'Content-Type': 'application/json' },
      },
      { id: '4', method: 'GET', url: '/me/drive/root:/README.txt:/content' },
      { id: '5', method: 'GET', url: '/me', dependsOn: ['2'] },
    ]);
    expect(status).toBe(200);
    expect(body.responses!.map((part) => [part.id, part.status])).toEqual([
      ['1', 200],
      ['2', 400],
      ['3', 201],
      ['4', 302],
      ['5', 424],
    ]);
    expect(body.responses![0]!.body.displayName).toBe('Ana Silva');
    expect(body.responses![3]!.headers.location).toContain('/download/');
  });

  it('can contain throttled parts', async () => {
    world.graph.control.fault({ kind: 'batch-throttle', path: '/me/messages', retryAfterSeconds: 3 });
    const { body } = await batch([
      { id: 'a', method: 'GET', url: '/me' },
      { id: 'b', method: 'GET', url: '/me/messages' },
    ]);
    const [a, b] = ['a', 'b'].map((id) => body.responses!.find((part) => part.id === id));
    expect([a?.status, b?.status]).toEqual([200, 429]);
    expect(b?.headers['retry-after']).toBe('3');
  });

  it.each([
    [Array.from({ length: 21 }, (_, index) => ({ id: String(index), method: 'GET', url: '/me' }))],
    [
      [
        { id: '1', method: 'GET', url: '/me' },
        { id: '1', method: 'GET', url: '/me' },
      ],
    ],
    [[{ id: '1', method: 'GET', url: 'https://elsewhere.example/me' }]],
  ])('is refused if it is invalid', async (requests) => {
    expect((await batch(requests)).status).toBe(400);
  });
});
