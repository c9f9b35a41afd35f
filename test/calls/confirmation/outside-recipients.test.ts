import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Config } from '../../../src/config/config.ts';
import type { GraphCaller } from '../../../src/graph/graph-client.ts';
import { domainOf } from '../../../src/calls/confirmation/outside-recipients.ts';
import { createTenantDomains } from '../../../src/calls/confirmation/tenant-domains.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';
import { configWith, modern, openEndpoint, ordinaryGraph, textOf } from '../../kit/mcp-endpoint.ts';

const send = (...to: string[]) => modern('tools/call', { name: 'send_note', arguments: { to } });
const endpointWith = (externalSend: Config['externalSend'], graph: GraphCaller = ordinaryGraph) =>
  openEndpoint({ config: configWith({ externalSend }), graph });

describe('sending outside the organisation', () => {
  it('is refused with a reason under EXTERNAL_SEND=deny, and nothing is sent', async () => {
    const endpoint = endpointWith('deny');
    const text = await textOf(await endpoint.handle(send('anna@contoso.example', 'bob@fabrikam.example')));
    expect(text).toContain('does not allow sending to people outside it');
    expect(text).toContain(
      'Outside: bob@fabrikam.example. The operator of this server can change the setting EXTERNAL_SEND. Nothing was changed.',
    );
    expect(endpoint.requests.map((request) => request.path)).toEqual(['/organization']);
  });

  it.each(['confirm', 'approve'] as const)(
    'is only previewed under EXTERNAL_SEND=%s',
    async (externalSend) => {
      const endpoint = endpointWith(externalSend);
      const text = await textOf(await endpoint.handle(send('anna@contoso.example', 'bob@fabrikam.example')));
      expect(text).toContain('Nothing has been done yet. send_note would:');
      expect(text).toContain('Outside: bob@fabrikam.example.');
      expect(endpoint.requests.map((request) => request.path)).toEqual(['/organization']);
    },
  );

  it.each(['deny', 'confirm', 'approve'] as const)(
    'does not include sending to colleagues under EXTERNAL_SEND=%s',
    async (externalSend) => {
      const text = await textOf(await endpointWith(externalSend).handle(send('anna@CONTOSO.example')));
      expect(text).toBe('Sent to 1.');
    },
  );

  it("is allowed under EXTERNAL_SEND=allow without reading the tenant's domains", async () => {
    const endpoint = endpointWith('allow');
    expect(await textOf(await endpoint.handle(send('bob@fabrikam.example')))).toBe('Sent to 1.');
    expect(endpoint.requests.map((request) => request.path)).toEqual(['/me/sendMail']);
  });

  it.each([
    'bob@sub.contoso.example',
    'bob@contoso.example.evil.example',
    'bob@evil.example, anna@contoso.example',
    '"x@contoso.example"@evil.example',
    'bob@evil.example <anna@contoso.example>',
    'anna@contoso.example@evil.example',
    'contoso.example',
    'bob_fabrikam.example#EXT#@contoso.example',
    '',
  ])('includes sending to an address such as %j', async (address) => {
    const endpoint = endpointWith('deny');
    await endpoint.handle(send(address));
    expect(endpoint.requests.map((request) => request.path)).not.toContain('/me/sendMail');
  });

  it.each([{}, { value: [] }, { value: [{ verifiedDomains: 'all' }] }, undefined])(
    "is refused if the tenant's domains cannot be read: %j",
    async (body) => {
      const graph: GraphCaller = async () => ({ status: 200, body, requestId: undefined, bytes: 0 });
      const endpoint = endpointWith('deny', graph);
      expect(await textOf(await endpoint.handle(send('anna@contoso.example')))).toMatch(/could not be read/);
      expect(endpoint.requests.map((request) => request.path)).toEqual(['/organization']);
    },
  );

  it('is refused with a reason that names at most five recipients', async () => {
    const many = Array.from({ length: 9 }, (_, index) => `p${index}@fabrikam.example`);
    const text = await textOf(await endpointWith('deny').handle(send(...many)));
    expect(text).toContain('p4@fabrikam.example and 4 others.');
    expect(text).not.toContain('p5@');
  });
});

describe('the verified domains of a tenant', () => {
  const answer = { status: 200, body: { value: [{ verifiedDomains: [{ name: 'A.example' }] }] }, bytes: 1 };

  it('are read at most once an hour for each tenant', async () => {
    let now = 0;
    let asked = 0;
    const graph = async () => {
      asked += 1;
      return { ...answer, requestId: undefined };
    };
    const domains = createTenantDomains(() => now);
    expect(await domains('one', graph)).toEqual(new Set(['a.example']));
    await domains('one', graph);
    expect(asked).toBe(1);
    await domains('two', graph);
    expect(asked).toBe(2);
    now = 60 * 60_000;
    await domains('one', graph);
    expect(asked).toBe(3);
  });

  it('are read again if the clock has been set back', async () => {
    let now = 60 * 60_000;
    let asked = 0;
    const domains = createTenantDomains(() => now);
    const graph = async () => {
      asked += 1;
      return { ...answer, requestId: undefined };
    };
    await domains('one', graph);
    now = 0;
    await domains('one', graph);
    expect(asked).toBe(2);
  });

  it('are not cached if they could not be read', async () => {
    const domains = createTenantDomains(() => 0);
    await expect(domains('one', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await domains('one', async () => ({ ...answer, requestId: undefined }))).toEqual(
      new Set(['a.example']),
    );
  });
});

it.each([
  ['a@b.example', 'b.example'],
  [' A.B+c@B.Example ', 'b.example'],
  ['a@b@c', ''],
  ['a b@c', ''],
  ['a@', ''],
  ['jörg@müller.example', 'xn--mller-kva.example'],
  ['jörg@MÜLLER.example', 'xn--mller-kva.example'],
  ['ana@contoso.exаmple', 'contoso.xn--exmple-4nf'],
])('domainOf(%j) returns %j', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});

describe('an app without the permission User.Read', () => {
  let tenant: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
  });
  afterAll(() => tenant.close());
  const mail = { to: ['ben.okafor@contoso.example'], subject: 'Minutes', body: 'Hello' };

  it('is told which permission is missing, and sends nothing until the permission is granted', async () => {
    const send = (...scopes: string[]) =>
      tenant.granting('ana.silva', scopes, () => tenant.call('ana.silva', 'send_mail', mail));
    const before = tenant.graph.log.length;
    const error: unknown = await send('Mail.Send').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'missing_permission',
      message: expect.stringMatching(/so nothing was done\..+permission User\.Read .+can grant it/),
      graphRequestId: expect.any(String),
    });
    expect(tenant.graph.log.slice(before).map(({ path }) => path)).toEqual(['/v1.0/organization']);
    expect((await send('Mail.Send', 'User.Read')).text).toContain('ben.okafor@contoso.example');
  });
});
