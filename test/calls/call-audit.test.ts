import { describe, expect, it } from 'vitest';

import { defineTool } from '../../src/tools/define.ts';

import { ToolError } from '../../src/errors.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { graphBatch } from '../../src/tools/core/graph-batch.ts';
import { graphGet } from '../../src/tools/core/graph-get.ts';
import { graphWrite } from '../../src/tools/core/graph-write.ts';
import { confirmationIn } from '../kit/demo-tenant.ts';
import { callerWith, configWith, modern, openEndpoint, ordinaryGraph, textOf } from '../kit/mcp-endpoint.ts';

const call = (name: string, args: Record<string, unknown> = {}) =>
  modern('tools/call', { name, arguments: args });
const read = () => call('read_note', { id: 'canary-id' });
const edit = () => call('edit_note', { ids: ['1', '2'], text: 'canary-text' });
const allowAll = configWith({ externalSend: 'allow' });

/** A tool whose arguments do not name the recipients. */
const answerNote = {
  name: 'answer_note',
  title: 'Answer note',
  area: 'mail',
  presets: ['default'],
  about: 'Answer the newest note.',
  intents: ['answer it'],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Mail.Send'],
  operation: 'POST /me/messages/{id}/reply',
  input: {},
  run: async () => ({ text: 'Answered.' }),
} as const;

describe('the audit trail of a call', () => {
  it('contains one event for a read', async () => {
    const endpoint = openEndpoint();
    await endpoint.handle(read());
    expect(endpoint.audits).toEqual([
      {
        phase: 'outcome',
        caller: { tid: callerWith().tid, oid: callerWith().oid, roles: ['Portico.User'] },
        client: { class: 'https://claude.ai', id: 'client-1', assertedName: 'Claude' },
        action: { tool: 'read_note', operation: 'GET /me/onenote/pages/{id}', kind: 'read' },
        decision: { effect: 'allow', rule: 'settings', policyHash: endpoint.policy.hash },
        outcome: 'success',
        graphRequestIds: ['graph-1'],
        bytes: 100,
        ms: expect.any(Number),
      },
    ]);
  });

  it('contains one intent and one outcome for a write, however many requests it sends', async () => {
    const order: string[] = [];
    const graph: GraphCaller = (permission, request, context) => {
      order.push(`graph ${request.method}`);
      return ordinaryGraph(permission, request, context);
    };
    const endpoint = openEndpoint({ graph, audit: (fact) => void order.push(fact.phase) });
    await endpoint.handle(edit());
    expect(order).toEqual(['intent', 'graph PATCH', 'graph PATCH', 'outcome']);
  });

  it.each([
    ['failure', 'unchanged'],
    ['unknown', 'unknown'],
  ] as const)(
    'records the outcome as %s if the side effect is reported as %s',
    async (outcome, sideEffect) => {
      const endpoint = openEndpoint({
        graph: () => Promise.reject(new ToolError('lost', 'Lost.', { sideEffect })),
      });
      await endpoint.handle(edit());
      expect(endpoint.audits).toMatchObject([{ phase: 'intent' }, { phase: 'outcome', outcome }]);
    },
  );

  it('names the failed Graph request', async () => {
    const thrown = new ToolError('not_found', 'None.', { graphRequestId: 'graph-9' });
    const endpoint = openEndpoint({ graph: () => Promise.reject(thrown) });
    await endpoint.handle(read());
    expect(endpoint.audits).toMatchObject([{ outcome: 'failure', graphRequestIds: ['graph-9'] }]);
    expect(endpoint.events).toMatchObject([{ properties: { code: 'not_found', requests: 1 } }]);
  });

  it("names the recipients' domains but not the recipients", async () => {
    const endpoint = openEndpoint({ config: allowAll });
    await endpoint.handle(
      call('send_note', { to: ['canary@Fabrikam.example', 'other@fabrikam.example', 'nonsense'] }),
    );
    expect(endpoint.audits).toMatchObject([
      { phase: 'intent', target: { type: 'mail', recipientDomains: ['fabrikam.example'] } },
      { phase: 'outcome', target: { type: 'mail', recipientDomains: ['fabrikam.example'] } },
    ]);
  });

  it('contains the operation without its ids, plus a hash of the owner, if the path of a read depends on the arguments', async () => {
    const endpoint = openEndpoint({ tools: [graphGet] });
    const get = (path: string) => endpoint.handle(call('graph_get', { path }));
    await get('/users/Canary.Person@contoso.example/messages/canary');
    await get('/users/canary.person@contoso.example/mailFolders');
    await get('/drives/other/root:/canary/x:/children');
    await get('/me/manager');
    await get(`/users/${callerWith().oid}/events`);
    const [first, second, third, ...own] = endpoint.audits;
    expect(endpoint.audits.map(({ action }) => action.operation)).toEqual([
      'GET /users/{id}/messages/{id}',
      'GET /users/{id}/mailFolders',
      'GET /drives/{id}/items/{id}/children',
      'GET /me/manager',
      'GET /users/{id}/events',
    ]);
    expect(first?.target).toEqual({ type: 'mail', idHash: expect.stringMatching(/^[\w-]{16}$/) });
    expect(second?.target).toEqual(first?.target);
    expect(third?.target).toMatchObject({ type: 'files' });
    expect(third?.target?.idHash).not.toBe(first?.target?.idHash);
    expect(own.map(({ target }) => target)).toEqual([undefined, undefined]);
    expect(JSON.stringify(endpoint.audits)).not.toMatch(/canary/i);
  });

  it('identifies an operation without a tool by its path in the operation index', async () => {
    const endpoint = openEndpoint({ tools: [graphGet] });
    await endpoint.handle(call('graph_get', { path: '/security/incidents/canary/alerts' }));
    await endpoint.handle(call('graph_get', { path: '/nothing/canary' }));
    expect(endpoint.audits.map(({ action }) => action.operation)).toEqual([
      'GET /security/incidents/{id}/alerts',
      'GET /{id}/{id}',
    ]);
  });

  it('names every operation and every owner of a batch', async () => {
    const endpoint = openEndpoint({ tools: [graphBatch] });
    const paths = [
      '/me/manager',
      '/users/canary@contoso.example/messages',
      '/users/Canary@contoso.example/messages?$top=1',
      '/users/other@contoso.example/events',
    ];
    await endpoint.handle(call('graph_batch', { paths }));
    const [{ action, target } = {}] = endpoint.audits;
    expect(endpoint.audits).toHaveLength(1);
    expect(action?.operation).toBe('GET /me/manager, GET /users/{id}/messages, GET /users/{id}/events');
    expect(target).toMatchObject({ type: 'mail', idHash: expect.any(String) });
    expect(target?.idHashes).toEqual([target?.idHash, expect.stringMatching(/^[\w-]{16}$/)]);
    expect(JSON.stringify(endpoint.audits)).not.toMatch(/canary/i);
  });

  it('names the deletion through graph_write, not the preceding reads', async () => {
    const endpoint = openEndpoint({ tools: [graphWrite] });
    const args = { method: 'DELETE', path: '/users/canary@contoso.example/messages/1' };
    const preview = await textOf(await endpoint.handle(call('graph_write', args)));
    const confirmation = confirmationIn(preview);
    await endpoint.handle(call('graph_write', { ...args, confirmation }));
    expect(endpoint.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'DELETE']);
    expect(
      endpoint.audits.map(({ phase, action, target }) => [phase, action.operation, target?.type]),
    ).toEqual(
      ['refused', 'intent', 'outcome'].map((phase) => [phase, 'DELETE /users/{id}/messages/{id}', 'mail']),
    );
  });

  it('names the request that graph_write previews if nothing was sent before the preview', async () => {
    const endpoint = openEndpoint({ tools: [graphWrite] });
    const toRecipients = [{ emailAddress: { address: 'canary@fabrikam.example' } }];
    const body = { message: { subject: 'canary', toRecipients } };
    await endpoint.handle(call('graph_write', { method: 'POST', path: '/me/sendMail', body }));
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', action: { operation: 'POST /me/sendMail' } }]);
  });

  it("names the group that a tool changes after looking up the group's name", async () => {
    const rename = defineTool({
      ...answerNote,
      run: async (_, running) => {
        await running.graph({ method: 'GET', path: '/groups', repeat: 'safe' });
        await running.graph({ method: 'PATCH', path: '/groups/canary', repeat: 'never' });
        return { text: 'Done.' };
      },
    });
    const endpoint = openEndpoint({ tools: [rename] });
    await endpoint.handle(call('answer_note'));
    const target = { type: 'groups', idHash: expect.any(String) };
    expect(endpoint.audits).toMatchObject([
      { phase: 'intent', target },
      { phase: 'outcome', target },
    ]);
  });

  it('marks an operation of the beta version', async () => {
    const config = configWith({ graphBeta: true });
    const endpoint = openEndpoint({ tools: [graphGet], config });
    await endpoint.handle(call('graph_get', { path: '/beta/me/messages' }));
    expect(endpoint.audits).toMatchObject([{ action: { operation: 'GET /beta/me/messages' } }]);
  });

  it('names the refused operation', async () => {
    const endpoint = openEndpoint({ tools: [graphGet], config: configWith({ toolsets: ['core', 'files'] }) });
    await endpoint.handle(call('graph_get', { path: '/users/canary@contoso.example/messages' }));
    expect(endpoint.audits).toMatchObject([
      {
        phase: 'refused',
        action: { tool: 'graph_get', operation: 'GET /users/{id}/messages' },
        target: { type: 'mail', idHash: expect.any(String) },
        decision: { rule: 'toolsets' },
      },
    ]);
  });

  it('contains one event for an action that has to be confirmed', async () => {
    const endpoint = openEndpoint();
    await endpoint.handle(call('send_note', { to: ['canary@fabrikam.example'] }));
    expect(endpoint.audits).toMatchObject([
      { phase: 'refused', decision: { effect: 'confirm', rule: 'external-send-confirm' } },
    ]);
  });

  it('names the rule that required confirmation in the events of the confirmed action', async () => {
    const endpoint = openEndpoint();
    const args = { to: ['canary@fabrikam.example'] };
    const confirmation = confirmationIn(await textOf(await endpoint.handle(call('send_note', args))));
    await endpoint.handle(call('send_note', { ...args, confirmation }));
    await endpoint.handle(call('send_note', { to: ['canary@contoso.example'] }));
    expect(endpoint.audits.map(({ phase, decision }) => [phase, decision?.effect, decision?.rule])).toEqual([
      ['refused', 'confirm', 'external-send-confirm'],
      ['intent', 'allow', 'external-send-confirm'],
      ['outcome', 'allow', 'external-send-confirm'],
      ['intent', 'allow', 'settings'],
      ['outcome', 'allow', 'settings'],
    ]);
  });

  it('names the domains of recipients that are known only after the preview', async () => {
    const answer = defineTool({
      ...answerNote,
      preview: async () => ({ lines: ['answer'], recipients: ['canary@fabrikam.example'] }),
    });
    const endpoint = openEndpoint({ tools: [answer] });
    await endpoint.handle(call('answer_note'));
    expect(endpoint.audits).toMatchObject([
      { phase: 'refused', target: { type: 'mail', recipientDomains: ['fabrikam.example'] } },
    ]);
  });

  it('contains no event for an unknown tool', async () => {
    const endpoint = openEndpoint();
    await endpoint.handle(call('canary'));
    expect(endpoint.audits).toEqual([]);
  });

  it('contains no arguments, content or tokens, and neither do the log and the telemetry', async () => {
    const endpoint = openEndpoint({ config: allowAll });
    for (const request of [
      read(),
      edit(),
      call('send_note', { to: ['canary@fabrikam.example'] }),
      call('read_note', { canary: 1 }),
      call('loose_cannon', { method: 'DELETE', path: '/canary' }),
    ]) {
      await endpoint.handle(request);
    }
    expect(endpoint.requests.length).toBeGreaterThan(3);
    const written = JSON.stringify([endpoint.audits, endpoint.logs, endpoint.events]);
    expect(written).not.toMatch(/canary|graph-token|entra-token|good\.token/);
  });
});

describe('the telemetry of a call', () => {
  it("contains one event with the call's metrics", async () => {
    const endpoint = openEndpoint();
    await endpoint.handle(edit());
    expect(endpoint.events).toEqual([
      {
        name: 'tool_call',
        properties: {
          tool: 'edit_note',
          area: 'onenote',
          kind: 'write',
          client: 'https://claude.ai',
          outcome: 'success',
          code: 'ok',
          ms: expect.any(Number),
          requests: 2,
          bytes: 200,
        },
      },
    ]);
  });

  it.each([
    [call('read_note', {}), 'not-run', 'bad_arguments'],
    [call('loose_cannon', { method: 'DELETE', path: '/x' }), 'failure', 'refused_by_policy'],
  ])('contains an event for a call that did not reach Graph', async (request, outcome, code) => {
    const endpoint = openEndpoint();
    await endpoint.handle(request);
    expect(endpoint.events).toMatchObject([{ properties: { outcome, code, requests: 0 } }]);
  });
});
