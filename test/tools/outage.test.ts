import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, type DemoTenant } from '../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

/** What each tool needs to be called at all. */
const calls: readonly (readonly [name: string, args: object])[] = [
  ['get_me', {}],
  ['get_auth_status', {}],
  ['list_messages', {}],
  ['get_message', { message_id: 'AAMk' }],
  ['send_mail', { to: [mailOf('ana.silva')], subject: 's', body: 'b' }],
  ['list_events', {}],
  ['list_files', {}],
  ['graph_get', { path: '/me' }],
];

const isSend = (name: string) => name === 'send_mail';

describe.each(calls)('%s', (name, args) => {
  it.each([
    ['html', /HTML page/],
    ['reset', /broke before the response/],
    ['redirect-elsewhere', /not followed/],
    ['status', /unavailable/],
    // The answer to a mail that was sent has no body that could break.
    ...(isSend(name) ? [] : [['half-body', /broke before the response/] as const]),
    ['wrong-json', /broken JSON/],
  ] as const)('tells in a sentence when Graph fails by %s', async (kind, sentence) => {
    tenant.graph.control.reset();
    tenant.graph.control.fault({ kind, person: 'ben.okafor' });
    const failure = tenant.call('ben.okafor', name, args);
    await expect(failure).rejects.toMatchObject({
      name: 'ToolError',
      message: expect.stringMatching(sentence),
    });
    const error = (await failure.catch((caught: unknown) => caught)) as { sideEffect: string };
    const isRefusal = kind === 'redirect-elsewhere';
    expect(error.sideEffect).toBe(isSend(name) && !isRefusal ? 'unknown' : 'unchanged');
    tenant.graph.control.reset();
  });
});
