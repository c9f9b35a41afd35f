import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { digestToken } from '../../../src/base/sha256.ts';
import { createAnswerCache } from '../../../src/graph/response/answer-cache.ts';
import type { GraphAnswer, GraphRequest } from '../../../src/graph/request/graph-request.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { defineTool } from '../../../src/tools/define.ts';
import { callerWith, configWith, modern, openEndpoint, textOf } from '../../kit/mcp-endpoint.ts';

const ana = { tid: 'tenant-1', oid: 'person-1' };
const settings: GraphRequest = {
  method: 'GET',
  path: '/me/mailboxSettings',
  query: { $select: 'timeZone' },
  repeat: 'safe',
  maxAgeSeconds: 300,
};

function openCache() {
  const clock = { now: 0 };
  const cache = createAnswerCache(() => clock.now);
  let sent = 0;
  const ask = async (request = settings, person = ana, bytes = 100) => {
    const { body } = await cache.get(person, request, async () => answerOf(String((sent += 1)), bytes));
    return body;
  };
  return { cache, clock, ask };
}

const answerOf = (body: string, bytes = 100): GraphAnswer => ({
  status: 200,
  body,
  requestId: undefined,
  bytes,
});

describe('the response cache', () => {
  it('reuses a response until it reaches its maximum age', async () => {
    const { ask, clock } = openCache();
    expect(await ask()).toBe('1');
    clock.now = 299_999;
    expect(await ask()).toBe('1');
    clock.now = 300_000;
    expect(await ask()).toBe('2');
  });

  it.each([
    ['another user in the tenant', { ...ana, oid: 'person-2' }, settings],
    ['the same user in another tenant', { ...ana, tid: 'tenant-2' }, settings],
    ['another path', ana, { ...settings, path: '/me' }],
    ['another query', ana, { ...settings, query: { $select: 'workingHours' } }],
    ['another version of Graph', ana, { ...settings, version: 'beta' as const }],
  ])('does not reuse a response for %s', async (_what, person, request) => {
    const { ask } = openCache();
    await ask();
    expect(await ask(request, person)).toBe('2');
  });

  it('does not cache a response if it is large or the request sets no maximum age', async () => {
    const { ask } = openCache();
    const { maxAgeSeconds: _none, ...current } = settings;
    expect([await ask(current), await ask(current)]).toEqual(['1', '2']);
    expect([await ask(settings, ana, 5_000), await ask()]).toEqual(['3', '4']);
  });

  it('does not cache a failed request', async () => {
    const { cache, ask } = openCache();
    const failing = cache.get(ana, settings, () => Promise.reject(new Error('down')));
    await expect(failing).rejects.toThrow('down');
    expect(await ask()).toBe('1');
  });

  it('drops a response after a change, even if the response arrives after the change was sent', async () => {
    const { cache, ask } = openCache();
    const change: GraphRequest = { method: 'PATCH', path: '/me/mailboxSettings', repeat: 'never' };
    await ask();
    await ask(change);
    let arrive: (answer: GraphAnswer) => void = () => {};
    const late = cache.get(ana, settings, () => new Promise((resolve) => (arrive = resolve)));
    cache.noteSent(ana, [change]);
    arrive(answerOf('from before the change'));
    expect((await late).body).toBe('from before the change');
    expect(await ask()).toBe('3');
  });
});

describe('a call that may use a cached response', () => {
  const facts = { area: 'mail', presets: ['default'], intents: [], openWorld: false, input: {} } as const;
  const tools = [
    defineTool({
      ...facts,
      name: 'show_zone',
      title: 'Show zone',
      about: 'Show the time zone.',
      kind: 'read',
      repeat: 'safe',
      scopes: ['MailboxSettings.Read'],
      operation: 'GET /me/mailboxSettings',
      run: async (_, call) => ({ text: JSON.stringify((await call.graph(settings)).body) }),
    }),
    defineTool({
      ...facts,
      name: 'set_zone',
      title: 'Set zone',
      about: 'Set the time zone.',
      kind: 'write',
      repeat: 'never',
      scopes: ['MailboxSettings.ReadWrite'],
      operation: 'PATCH /me/mailboxSettings',
      input: { zone: z.string() },
      run: async ({ zone }, call) => {
        await call.graph({ method: 'PATCH', path: settings.path, body: { timeZone: zone }, repeat: 'never' });
        return { text: 'Set.' };
      },
    }),
  ];
  const open = () => {
    const allowed = createPolicy(configWith());
    const rules = { current: allowed };
    const who = { caller: callerWith() };
    const endpoint = openEndpoint({
      tools,
      policy: { ...allowed, dispatch: (...given) => rules.current.dispatch(...given) },
      authenticate: async () => ({ ...who, assertion: digestToken('entra-token'), expiresAt: 2e9 }),
    });
    const call = async (name: string, args: Record<string, unknown> = {}) =>
      textOf(await endpoint.handle(modern('tools/call', { name, arguments: args })));
    const sent = () => endpoint.requests.map(({ method }) => method);
    return { ...endpoint, call, sent, rules, who };
  };

  it('sends its request once for repeated calls by one user, and again for another user', async () => {
    const { call, sent, who } = open();
    await call('show_zone');
    await call('show_zone');
    expect(sent()).toEqual(['GET']);
    who.caller = callerWith({ oid: '00000000-0000-4000-8000-000000000002' });
    await call('show_zone');
    expect(sent()).toEqual(['GET', 'GET']);
  });

  it('sends its request again after the user has changed something', async () => {
    const { call, sent } = open();
    await call('show_zone');
    await call('set_zone', { zone: 'UTC' });
    await call('show_zone');
    expect(sent()).toEqual(['GET', 'PATCH', 'GET']);
  });

  it('is refused if policy no longer allows the request', async () => {
    const { call, sent, rules, audits } = open();
    await call('show_zone');
    rules.current = createPolicy(configWith({ toolsets: ['calendar'] }));
    expect(await call('show_zone')).toMatch(/toolset/);
    expect(sent()).toEqual(['GET']);
    expect(audits.at(-1)).toMatchObject({ phase: 'refused' });
  });
});
