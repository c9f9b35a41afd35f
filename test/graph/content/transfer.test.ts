import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { GraphContext } from '../../../src/graph/graph-context.ts';
import type { Content, Span } from '../../../src/graph/content/content.ts';
import type { TransferRequest } from '../../../src/graph/content/content-request.ts';
import type { Permission } from '../../../src/policy/decision.ts';
import { alphabet, broken, lost, startServers, status, to, whole } from './content-servers.ts';
import { context, permission } from '../scripted.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());
beforeEach(() => servers.play({}));

const transferRequest = (more: Partial<GraphContext> = {}): TransferRequest => ({
  permission,
  request: { method: 'GET', path: '/me/drive/items/1/content', repeat: 'safe' },
  context: context(more),
});

async function all({ bytes }: Content): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const read = (span: Span = { from: 0 }, given = transferRequest()) => servers.transfer.read(given, span, all);

describe('a download', () => {
  it('follows the redirect to the content host without the token', async () => {
    expect(await read()).toBe(alphabet);
    expect(servers.seen.map(({ host, headers }) => [host, headers.authorization])).toEqual([
      ['graph', 'Bearer secret-token'],
      ['content', undefined],
    ]);
  });

  it('reads content that Graph returns without a redirect', async () => {
    servers.play({ graph: [whole] });
    expect(await read()).toBe(alphabet);
    expect(servers.seen).toHaveLength(1);
  });

  it.each([
    ['at the beginning', { from: 0, to: 3 }, 'abc'],
    ['in the middle', { from: 3, to: 6 }, 'def'],
    ['at the end', { from: 24 }, 'yz'],
    ['past the end', { from: 24, to: 90 }, 'yz'],
    ['after the end', { from: 90, to: 99 }, ''],
  ])('reads a range: %s', async (_where, span, expected) => {
    expect(await read(span)).toBe(expected);
  });

  it.each([
    ['Graph', 'graph', { 'content-length': 0 }],
    ['the content host', 'content', { 'content-length': 0 }],
    ['a host without Content-Length', 'content', { 'transfer-encoding': 'chunked' }],
  ] as const)('reads an empty file from %s in one request', async (_host, host, headers) => {
    servers.play({
      [host]: [(_request: unknown, response: ServerResponse) => void response.writeHead(200, headers).end()],
    });
    expect(await read()).toBe('');
    expect(servers.seen.filter((request) => request.host === host)).toHaveLength(1);
  });

  it('skips to the requested range if the server ignores the Range header', async () => {
    servers.play({ content: [(_request, response) => void response.writeHead(200).end(alphabet)] });
    expect(await read({ from: 3, to: 6 })).toBe('def');
  });

  it('resumes at the same byte after each broken connection as long as it makes progress', async () => {
    servers.play({ content: [broken(2), broken(5), broken(0), broken(1), broken(3), whole] });
    expect(await read()).toBe(alphabet);
    const ranges = servers.seen.filter(({ host }) => host === 'content').map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=2-', 'bytes=7-', 'bytes=7-', 'bytes=8-', 'bytes=11-']);
  });

  it('fails if it makes no progress', async () => {
    servers.play({ content: [broken(4), broken(0)] });
    await expect(read()).rejects.toMatchObject({ code: 'answer_lost', sideEffect: 'unchanged' });
  });

  it('fails if the file changes during the download', async () => {
    servers.play({ content: [broken(4, { etag: '"1"' }), broken(9, { etag: '"2"' })] });
    await expect(read()).rejects.toMatchObject({ code: 'changed' });
  });

  it.each([
    ['a 429', status(429, { 'retry-after': '1' })],
    ['a 503', status(503)],
    ['a broken connection', lost],
  ])('retries the request to Graph after %s', async (_how, step) => {
    servers.play({ graph: [step, servers.redirect] });
    expect(await read()).toBe(alphabet);
  });

  it.each([
    ['http://files.example/x', 'plain http'],
    ['https://10.0.0.1/x', 'an IPv4 address'],
    ['https://[fd00::1]/x', 'an IPv6 address'],
    ['https://user:word@files.example/x', 'credentials in the URL'],
    ['https://files.example:8443/x', 'another port'],
    ['https://localhost/x', 'this machine'],
    ['http://169.254.169.254/metadata', 'the cloud metadata service'],
    ['file:///etc/passwd', 'a file URL'],
    ['/relative', 'a relative URL'],
  ])('does not follow a redirect to %s: %s', async (location) => {
    servers.play({ graph: [to(location)] });
    await expect(read()).rejects.toMatchObject({ code: 'bad_answer' });
    expect(servers.seen.map(({ host }) => host)).toEqual(['graph']);
  });

  it('does not follow a second redirect', async () => {
    servers.play({ content: [to(`${servers.contentOrigin}/again`)] });
    await expect(read()).rejects.toMatchObject({ code: 'redirected' });
  });

  it('responds to a claims challenge once', async () => {
    const claims = Buffer.from('{"access_token":{}}').toString('base64');
    const challenge = status(401, {
      'www-authenticate': `Bearer error="insufficient_claims", claims="${claims}"`,
    });
    const asked: (string | undefined)[] = [];
    const token: GraphContext['token'] = async (wanted) => {
      asked.push(wanted);
      return { token: 'secret-token', scopes: [], expiresAt: 0 };
    };
    servers.play({ graph: [challenge, servers.redirect] });
    expect(await read({ from: 0 }, transferRequest({ token }))).toBe(alphabet);
    servers.play({ graph: [challenge] });
    await expect(read({ from: 0 }, transferRequest({ token }))).rejects.toMatchObject({
      name: 'ClaimsChallengeError',
    });
    expect(asked).toEqual([undefined, '{"access_token":{}}', undefined, '{"access_token":{}}']);
  });

  it('stops when the call is aborted', async () => {
    const controller = new AbortController();
    servers.play({
      content: [
        (_request, response) => {
          response.writeHead(200, { 'content-length': 26 });
          response.write('abc', () => controller.abort());
        },
      ],
    });
    await expect(read({ from: 0 }, transferRequest({ signal: controller.signal }))).rejects.toMatchObject({
      code: 'deadline',
    });
  });

  it('closes content that is not read to the end, so that the next download can start', async () => {
    const person = { tid: 't', oid: 'o' };
    for (let round = 0; round < 8; round += 1) {
      const first = servers.transfer.read(transferRequest({ person }), { from: 0 }, async () => 'seen');
      expect(await first).toBe('seen');
    }
    const failing = servers.transfer.read(transferRequest({ person }), { from: 0 }, async () => {
      throw new RangeError('tired');
    });
    await expect(failing).rejects.toThrow('tired');
  });

  it('is refused unless policy permits it', async () => {
    const forged = { ...transferRequest(), permission: { effect: 'allow' } as unknown as Permission };
    await expect(read({ from: 0 }, forged)).rejects.toThrow(/No rule permits/);
    expect(servers.seen).toEqual([]);
  });

  it("logs neither the content's URL nor the token", async () => {
    servers.play({ content: [lost, whole] });
    await read();
    expect(servers.lines.join('\n')).toContain('graph_failure');
    expect(servers.lines.filter((line) => line.includes('"requestId":"q-1"'))).toEqual(servers.lines);
    expect(servers.lines.join('\n')).not.toMatch(/tempauth|secret|items\/1/);
  });
});
