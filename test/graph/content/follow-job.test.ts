import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { TransferRequest } from '../../../src/graph/content/content-request.ts';
import type { Permission } from '../../../src/policy/decision.ts';
import { json, lost, startServers, status, type Answer } from './content-servers.ts';
import { context, permission } from '../scripted.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());
beforeEach(() => servers.play({}));

const request = { method: 'POST', path: '/me/drive/items/1/copy', repeat: 'never' } as const;
const transferRequest = (signal?: AbortSignal): TransferRequest => ({
  permission,
  request,
  context: { ...context(), ...(signal && { signal }) },
});
const address = () => `${servers.contentOrigin}/monitor/1?tempauth=secret-word`;
const follow = (content: readonly Answer[]) => {
  servers.play({ content });
  return servers.transfer.follow(transferRequest(), address());
};
const running = (percentageComplete: number) => json({ status: 'inProgress', percentageComplete });
const done = json({ status: 'completed', resourceId: 'x' });

describe('following a job', () => {
  it.each([
    ['the job has ended', [done], { kind: 'done', resourceId: 'x' }, 1],
    ['the job ends later', [running(0), running(50), done], { kind: 'done', resourceId: 'x' }, 3],
    ['a response is lost', [lost, done], { kind: 'done', resourceId: 'x' }, 2],
    ['the service is busy', [status(503), done], { kind: 'done', resourceId: 'x' }, 2],
    [
      'the monitor redirects to the result',
      [status(303, { location: '/x' })],
      { kind: 'done', resourceId: undefined },
      1,
    ],
    [
      'the job fails',
      [running(5), json({ status: 'failed', error: { code: 'nameAlreadyExists', message: 'taken' } })],
      { kind: 'failed', code: 'nameAlreadyExists', message: 'taken' },
      2,
    ],
    ['the job does not end in time', [running(37)], { kind: 'running', percent: 37 }, 8],
    ['the monitor does not exist yet', [status(404), done], { kind: 'done', resourceId: 'x' }, 2],
  ] as const)("returns the job's state if %s", async (_what, steps, state, requests) => {
    expect(await follow(steps)).toEqual(state);
    expect(servers.seen).toHaveLength(requests);
  });

  it('sends no token, and keeps the address out of the logs', async () => {
    await follow([running(1), done]);
    for (const { headers } of servers.seen) expect(headers.authorization).toBeUndefined();
    expect(servers.lines.join('\n')).not.toContain('secret-word');
  });

  it.each([
    'http://example.com/monitor',
    'https://127.0.0.1/monitor',
    'https://user:pass@example.com/monitor',
    'file:///etc/passwd',
    '//example.com',
    '',
  ])('refuses the address %j without sending a request to it', async (given) => {
    await expect(servers.transfer.follow(transferRequest(), given)).rejects.toMatchObject({
      code: 'bad_answer',
    });
    expect(servers.seen).toEqual([]);
  });

  it('does not follow a redirect to another host', async () => {
    const elsewhere = status(302, { location: 'https://example.com/' });
    await expect(follow([elsewhere])).rejects.toMatchObject({ code: 'redirected' });
    expect(servers.seen).toHaveLength(1);
  });

  it('fails if the state cannot be read', async () => {
    const page: Answer = (_request, response) => void response.writeHead(200).end('<html>');
    await expect(follow([page])).rejects.toMatchObject({ code: 'bad_answer', sideEffect: 'unknown' });
  });

  it("stops at the call's deadline", async () => {
    const stop = new AbortController();
    const last: Answer = (given, response) => {
      running(3)(given, response);
      response.on('finish', () => stop.abort());
    };
    servers.play({ content: [last] });
    const state = await servers.transfer
      .follow(transferRequest(stop.signal), address())
      .catch(() => undefined);
    expect(state?.kind ?? 'running').toBe('running');
    expect(servers.seen.length).toBeLessThan(3);
  });

  it('is refused unless policy permits it', async () => {
    const transfer = { ...transferRequest(), permission: {} as Permission };
    await expect(servers.transfer.follow(transfer, address())).rejects.toMatchObject({
      code: 'refused_by_policy',
    });
    expect(servers.seen).toEqual([]);
  });
});
