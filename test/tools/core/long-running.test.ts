import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import type { GraphAnswer, GraphRequest } from '../../../src/graph/request/graph-request.ts';
import { continuationOf } from '../../../src/tools/core/shared/long-running.ts';
import type { ToolCall } from '../../../src/tools/define.ts';
import { graphItemsIn, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

const origin = 'https://graph.example';
const request: GraphRequest = { method: 'POST', path: '/teams/1/clone', repeat: 'never' };
const answer = (status: number, monitor?: string): GraphAnswer => ({
  status,
  body: undefined,
  requestId: undefined,
  bytes: 0,
  ...(monitor !== undefined && { monitor }),
});

/** Creates a call whose requests get these responses in order. Also returns the paths requested and the pauses made. */
function callWith(...bodies: readonly unknown[]) {
  const asked: string[] = [];
  const pauses: number[] = [];
  const graph = async ({ path }: GraphRequest): Promise<GraphAnswer> => {
    const body = bodies[Math.min(asked.length, bodies.length - 1)];
    asked.push(path);
    if (body instanceof ToolError) throw body;
    return { ...answer(200), body };
  };
  const pause = async (ms: number) => {
    pauses.push(ms);
    return true;
  };
  return { call: { graphOrigin: origin, graph, pause } as unknown as ToolCall, asked, pauses };
}

const describeMonitor = (monitor: string, { call }: { readonly call: ToolCall }) =>
  continuationOf(answer(202, monitor), request, call);

describe('an operation that Graph continues in the background', () => {
  it.each(["/teams('1')/operations('2')", `${origin}/v1.0/teams('1')/operations('2')`])(
    'is followed until it has finished, and returns its result: %s',
    async (monitor) => {
      const running = { status: 'inProgress' };
      const world = callWith(running, running, {
        status: 'succeeded',
        targetResourceLocation: "/teams('3')",
      });
      expect(await describeMonitor(monitor, world)).toBe(
        ' It has finished: succeeded. Result: graph_get {"path":"/teams/3"}.',
      );
      expect(world.asked).toHaveLength(3);
      expect(world.pauses).toEqual([300, 700]);
    },
  );

  it.each([
    [{ status: 'Completed', resourceId: 'a-1' }, 'Id of the result: a-1.'],
    [{ status: 'completed', resourceLocation: `${origin}/v1.0/me/onenote/pages/1` }, '/me/onenote/pages/1'],
    [{ id: 'x' }, 'It has finished'],
    [undefined, 'It has finished'],
  ])('is reported as finished if Graph returns %j', async (body, words) => {
    expect(await describeMonitor('/operations/1', callWith(body))).toContain(words);
  });

  it('is reported without its result if the result is on another host', async () => {
    const world = callWith({ status: 'succeeded', resourceLocation: 'https://evil.example/x?sig=1' });
    expect(await describeMonitor('/operations/1', world)).toBe(' It has finished: succeeded.');
  });

  it.each([
    '/me/sendMail',
    '/users/1/messages/2/replyAll',
    '/me/microsoft.graph.sendMail',
    '/me/events/1/forward',
  ])('is reported as being sent if it sends an email: %s', async (path) => {
    const text = await continuationOf(answer(202), { ...request, path }, callWith().call);
    expect(text).toBe(' The email is sent in the background: do not send it again.');
  });

  it('comes with the advice to read the resource later if Graph returns no address', async () => {
    const text = await continuationOf(answer(202), request, callWith().call);
    expect(text).toBe(
      ' Microsoft Graph continues in the background. Read the resource later; do not repeat the change.',
    );
  });

  it('is followed for at most 16 seconds, with instructions for checking later', async () => {
    const world = callWith({ status: 'running', percentageComplete: 40 });
    expect(await describeMonitor('/operations/1', world)).toBe(
      ' Microsoft Graph continues in the background. State: running, 40 % done. Do not repeat the change: check again with graph_get {"path":"/operations/1"}.',
    );
    expect(world.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(16_000);
  });

  it('is no longer followed once the call has ended', async () => {
    const world = callWith({ status: 'running' });
    const call = { ...world.call, pause: async () => false };
    expect(await describeMonitor('/operations/1', { call })).toContain('check again with graph_get');
    expect(world.asked).toHaveLength(1);
  });

  it('is followed even if it cannot be found at first', async () => {
    const world = callWith(new ToolError('not_found', 'x'), { status: 'succeeded' });
    expect(await describeMonitor('/operations/1', world)).toBe(' It has finished: succeeded.');
  });

  it('is reported, if its state cannot be read, with instructions for checking later', async () => {
    const world = callWith(new ToolError('forbidden', 'x'));
    expect(await describeMonitor('/operations/1', world)).toMatch(/graph_get \{"path":"\/operations\/1"\}/);
    expect(world.asked).toHaveLength(1);
  });

  it.each([
    [{ status: 'failed', error: { code: 'Conflict', message: 'Taken.' } }, 'Taken. (Conflict)'],
    [{ status: 'failed', statusDetail: 'No space.' }, 'No space.'],
    [{ status: 'submissionFailed' }, 'submissionFailed'],
    [{ error: { code: 'gone' } }, '(gone)'],
  ])('results in an error if it fails: %j', async (body, reason) => {
    await expect(describeMonitor('/operations/1', callWith(body))).rejects.toMatchObject({
      code: 'operation_failed',
      message: expect.stringContaining(reason),
      sideEffect: 'unknown',
    });
  });

  it.each([
    'https://evil.example/v1.0/operations/1',
    '//evil.example/operations/1',
    `${origin}.evil.example/v1.0/operations/1`,
    'https://graph.example@evil.example/v1.0/x',
    '/operations/../users/1',
  ])('is not followed at %s', async (monitor) => {
    const world = callWith({ status: 'x' });
    expect(await describeMonitor(monitor, world)).toMatch(/continues in the background/);
    expect(world.asked).toEqual([]);
  });

  it('is recognised only if the response contains a monitor URL', async () => {
    const { call, asked } = callWith({});
    expect(await continuationOf(answer(201, '/operations/1'), request, call)).toBe('');
    expect(asked).toEqual([]);
  });
});

describe('graph_write with a long-running operation', () => {
  let tenant: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant();
  });
  afterAll(() => tenant.close());

  const asOwner = <T>(act: () => Promise<T>) =>
    tenant.granting('ana.silva', ['User.Read', 'Team.ReadBasic.All', 'Team.Create', 'Files.ReadWrite'], act);
  const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
  const cloneHarbor = async (mailNickname: string) => {
    const teams = graphItemsIn(await ana('graph_get', { path: '/me/joinedTeams', select: 'id' }));
    return ana('graph_write', {
      method: 'POST',
      path: `/teams/${String(teams[0]?.['id'])}/clone`,
      body: { displayName: 'Copied team', mailNickname, partsToClone: 'channels', visibility: 'private' },
    });
  };

  it('waits until a team is copied, and returns the copy', async () => {
    await asOwner(async () => {
      const before = tenant.graph.log.length;
      const text = await cloneHarbor('copied-team');
      expect(text).toMatch(
        /^Done: Microsoft Graph returned status 202\. It has finished: succeeded\. Result: /,
      );
      const [, args = ''] = /graph_get (\{.*\})\./.exec(text) ?? [];
      const asked = tenant.graph.log.slice(before).filter(({ path }) => path.includes('/operations/'));
      expect(asked).toHaveLength(3);
      expect(await ana('graph_get', JSON.parse(args) as object)).toContain('Copied team');
    });
  });

  it('reports why a copy failed', async () => {
    await asOwner(async () => {
      await cloneHarbor('twice');
      await expect(cloneHarbor('twice')).rejects.toMatchObject({
        code: 'operation_failed',
        message: expect.stringContaining('The mailNickname is already taken.'),
      });
    });
  });

  it('follows the copy of a file at a monitor URL on another host, without showing that URL', async () => {
    await ana('upload_file', { path: '/Original.txt', content: 'x' });
    const text = await ana('graph_write', {
      method: 'POST',
      path: '/me/drive/root:/Original.txt:/copy',
      body: { name: 'Copy.txt' },
    });
    expect(text).toMatch(/It has finished\. Id of the result: \S+\.$/);
    expect(text).not.toContain('monitor');
    expect(await ana('graph_get', { path: '/me/drive/root:/Copy.txt' })).toContain('Copy.txt');
  });
});
