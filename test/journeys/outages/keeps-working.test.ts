import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

let open: World | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** Signs ana.silva in. Call `fault` to make her later Graph requests fail. */
async function withAna(...options: Parameters<typeof startPortico>) {
  const world = (open = await startPortico(...options));
  const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
  const call = (name: string, args = {}) => postMcp(world, toolCall(name, args), { token });
  const auditOf = (tool: string) =>
    world.lines
      .map((line) => JSON.parse(line) as { audit?: { action: { tool: string }; outcome?: string } })
      .flatMap(({ audit }) => (audit?.action.tool === tool ? [audit] : []));
  const { control, log } = world.standIns.graph;
  const fault = (rule: Parameters<typeof control.fault>[0]) => control.fault(rule);
  return { world, token, call, auditOf, fault, log };
}

const mail = { to: ['ben.okafor@contoso.example'], subject: 'Only once', body: 'b' };

describe('a claims challenge from Graph', () => {
  it('causes one new exchange that includes the claims', async () => {
    const { call, fault, log, world } = await withAna();
    expect((await call('get_me')).status).toBe(200);
    const before = world.standIns.entra.log.length;
    fault({ kind: 'claims-challenge', count: 1 });
    const { text, isError } = await resultOf(await call('get_me'));
    expect([isError, text]).toEqual([false, expect.stringContaining('Ana Silva')]);
    expect(log.filter(({ path }) => path === '/v1.0/me').map(({ status }) => status)).toContain(401);
    const exchanges = world.standIns.entra.log
      .slice(before)
      .filter(({ grant }) => grant?.endsWith('jwt-bearer'));
    expect(exchanges).toHaveLength(1);
  });

  it('is passed on to the client if Graph repeats it, and no message is sent', async () => {
    const { call, fault, auditOf, world } = await withAna();
    fault({
      kind: 'claims-challenge',
      path: '/me/sendMail',
      claims: '{"access_token":{"nbf":{"essential":true,"value":"7"}}}',
    });
    const response = await call('send_mail', mail);
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_claims"');
    const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString();
    expect(JSON.parse(claims)).toMatchObject({ access_token: { nbf: { value: '7' } } });
    expect(auditOf('send_mail')).toMatchObject([
      { phase: 'intent' },
      { phase: 'outcome', outcome: 'failure' },
    ]);
    expect(world.standIns.graph.log.filter(({ status }) => status === 202)).toEqual([]);
  });
});

describe('a message whose send request fails', () => {
  const cases = [
    ['a connection reset', { kind: 'reset', afterEffect: true }, 1],
    ['a gateway timeout', { kind: 'status', status: 504, afterEffect: true }, 1],
    ['a missing response', { kind: 'hang', afterEffect: true }, 1],
    ['an outage before it takes effect', { kind: 'status', status: 503 }, 0],
  ] as const;

  it.each(cases)(
    'is reported and audited with an unknown outcome, and is not sent twice: %s',
    async (_by, fault, sent) => {
      const here = await withAna({ REQUEST_DEADLINE_SECONDS: '2' });
      here.fault({ ...fault, path: '/me/sendMail', count: 1 });
      const { text, isError } = await resultOf(await here.call('send_mail', mail));
      expect(isError).toBe(true);
      expect(text).toMatch(
        /Look in Sent Items.+unknown whether the change took effect: check before you try again/,
      );
      expect(here.auditOf('send_mail')).toMatchObject([{ phase: 'intent' }, { outcome: 'unknown' }]);
      expect(here.log.filter(({ path }) => path.endsWith('/sendMail'))).toHaveLength(1);
      const inBox = await resultOf(
        await here.call('graph_get', {
          path: '/me/messages',
          filter: "subject eq 'Only once'",
          select: 'subject',
        }),
      );
      expect(inBox.text.match(/Only once/g) ?? []).toHaveLength(sent);
    },
  );

  it('is sent again after throttling and reported as sent', async () => {
    const here = await withAna();
    here.fault({ kind: 'status', status: 429, retryAfterSeconds: 0, path: '/me/sendMail', count: 1 });
    const { text } = await resultOf(await here.call('send_mail', mail));
    expect(text).toMatch(/^Handed to Exchange/);
    expect(here.auditOf('send_mail')).toMatchObject([{ phase: 'intent' }, { outcome: 'success' }]);
  });
});

describe('a client that disconnects', () => {
  it('causes the pending Graph request to be aborted', async () => {
    const { world, token, fault } = await withAna();
    fault({ kind: 'hang', path: '/me/mailFolders' });
    const logged = (event: string) => world.lines.filter((line) => line.includes(`"event":"${event}"`));
    const until = async (sign: () => boolean) => {
      while (!sign()) await new Promise((resolve) => setImmediate(resolve));
    };
    const request = httpRequest(`${world.origin}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
    request.on('error', () => {});
    request.end(JSON.stringify(toolCall('list_messages')));
    await until(() => world.standIns.graph.log.some(({ fault: kind }) => kind === 'hang'));
    request.destroy();
    await until(() => logged('graph_failure').length > 0);
    expect(JSON.parse(logged('graph_failure')[0] ?? '')).toMatchObject({ outcome: 'aborted' });
  });
});
