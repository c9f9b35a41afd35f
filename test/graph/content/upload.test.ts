import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { TransferRequest } from '../../../src/graph/content/content-request.ts';
import type { Permission } from '../../../src/policy/decision.ts';
import { alphabet, lost, startServers, status, type Answer } from './content-servers.ts';
import { context, permission } from '../scripted.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());
beforeEach(() => servers.play({}));

const transferRequest = (): TransferRequest => ({
  permission,
  request: { method: 'POST', path: '/me/drive/root:/a:/createUploadSession', repeat: 'safe' },
  context: context(),
});

const part = (from: number, length: number, total = 26) => ({
  from,
  total,
  bytes: Buffer.from(alphabet.slice(from, from + length)),
});

describe('a part of an upload', () => {
  const address = () => `${servers.contentOrigin}/upload/1`;
  const send = (given: ReturnType<typeof part>) => servers.transfer.send(transferRequest(), address(), given);
  const expecting =
    (next: number): Answer =>
    (_request, response) =>
      void response
        .writeHead(202, { 'content-type': 'application/json' })
        .end(JSON.stringify({ nextExpectedRanges: [`${next}-`] }));
  const finished: Answer = (_request, response) =>
    void response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1","name":"a"}');

  it('returns the next expected byte or, after the last part, the item', async () => {
    servers.play({ content: [expecting(10)] });
    expect(await send(part(0, 10))).toEqual({ kind: 'open', next: 10 });
    expect(servers.seen[0]?.headers).toMatchObject({
      'content-range': 'bytes 0-9/26',
      'content-length': '10',
    });
    expect(servers.seen[0]?.headers.authorization).toBeUndefined();
    servers.play({ content: [finished] });
    expect(await send(part(10, 16))).toEqual({ kind: 'done', item: { id: '1', name: 'a' } });
  });

  it.each([
    ['it arrived but its response was lost', [lost, expecting(10)], { kind: 'open', next: 10 }, 2],
    [
      'it was lost and has to be sent again',
      [lost, expecting(0), expecting(10)],
      { kind: 'open', next: 10 },
      3,
    ],
    ['the service fails with a 500', [status(500), status(503), expecting(0), expecting(10)], undefined, 1],
    ['the session expects another part', [status(416), expecting(5)], { kind: 'open', next: 5 }, 2],
    ['the session no longer exists', [status(404)], { kind: 'gone' }, 1],
    ['the URL of the session has expired', [status(401)], { kind: 'gone' }, 1],
    ['the response to the last part was lost', [lost, status(404)], { kind: 'gone' }, 2],
    ['the response is unreadable', [status(202), expecting(10)], { kind: 'open', next: 10 }, 2],
  ] as const)(
    'returns the progress of the upload, or the failure, if %s',
    async (_what, steps, progress, requests) => {
      servers.play({ content: steps });
      const sent = send(part(0, 10));
      if (progress === undefined) await expect(sent).rejects.toMatchObject({ code: 'graph_unwell' });
      else expect(await sent).toEqual(progress);
      expect(servers.seen).toHaveLength(requests);
    },
  );

  it('fails with a conflict if the name is taken', async () => {
    servers.play({
      content: [
        (_request, response) =>
          void response
            .writeHead(409, { 'content-type': 'application/json' })
            .end('{"error":{"code":"nameAlreadyExists","message":"taken"}}'),
      ],
    });
    await expect(send(part(0, 10))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused unless policy permits it', async () => {
    const forged = { ...transferRequest(), permission: { effect: 'allow' } as unknown as Permission };
    await expect(servers.transfer.send(forged, address(), part(0, 3))).rejects.toThrow(/No rule permits/);
    await expect(servers.transfer.progress(forged, address())).rejects.toThrow(/No rule permits/);
    expect(servers.seen).toEqual([]);
  });

  it('is not sent to a URL that is not allowed', async () => {
    await expect(
      servers.transfer.send(transferRequest(), 'http://evil.example/u', part(0, 3)),
    ).rejects.toMatchObject({
      code: 'bad_answer',
    });
    await expect(servers.transfer.progress(transferRequest(), 'https://10.1.2.3/u')).rejects.toMatchObject({
      code: 'bad_answer',
    });
  });
});
