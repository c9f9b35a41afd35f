import { describe, expect, it } from 'vitest';

import { ToolError } from '../../src/errors.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { callerWith, configWith, modern, openOffice, ordinaryGraph } from '../kit/mcp-office.ts';

const call = (name: string, args: Record<string, unknown> = {}) =>
  modern('tools/call', { name, arguments: args });
const read = () => call('read_note', { id: 'canary-id' });
const edit = () => call('edit_note', { ids: ['1', '2'], text: 'canary-text' });
const allowAll = configWith({ externalSend: 'allow' });

describe('the audit trail', () => {
  it('has one event for a read', async () => {
    const office = openOffice();
    await office.handle(read());
    expect(office.audits).toEqual([
      {
        phase: 'outcome',
        caller: { tid: callerWith().tid, oid: callerWith().oid, roles: ['Portico.User'] },
        client: { class: 'https://claude.ai', id: 'client-1', assertedName: 'Claude' },
        action: { tool: 'read_note', operation: 'GET /me/onenote/pages/{id}', kind: 'read' },
        decision: { effect: 'allow', rule: 'settings', policyHash: office.policy.hash },
        outcome: 'success',
        graphRequestIds: ['graph-1'],
        bytes: 100,
        ms: expect.any(Number),
      },
    ]);
  });

  it('has an intent and an outcome for a write, however many requests it takes', async () => {
    const order: string[] = [];
    const graph: GraphCaller = (permission, request, context) => {
      order.push(`graph ${request.method}`);
      return ordinaryGraph(permission, request, context);
    };
    const office = openOffice({ graph, audit: (fact) => void order.push(fact.phase) });
    await office.handle(edit());
    expect(order).toEqual(['intent', 'graph PATCH', 'graph PATCH', 'outcome']);
  });

  it.each([
    ['failure', 'unchanged'],
    ['unknown', 'unknown'],
  ] as const)('tells %s where the aftermath is %s', async (outcome, sideEffect) => {
    const office = openOffice({
      graph: () => Promise.reject(new ToolError('lost', 'Lost.', { sideEffect })),
    });
    await office.handle(edit());
    expect(office.audits).toMatchObject([{ phase: 'intent' }, { phase: 'outcome', outcome }]);
  });

  it('names the Graph request that failed', async () => {
    const thrown = new ToolError('not_found', 'None.', { graphRequestId: 'graph-9' });
    const office = openOffice({ graph: () => Promise.reject(thrown) });
    await office.handle(read());
    expect(office.audits).toMatchObject([{ outcome: 'failure', graphRequestIds: ['graph-9'] }]);
    expect(office.events).toMatchObject([{ properties: { code: 'not_found', requests: 1 } }]);
  });

  it('names the domains of recipients, not the people', async () => {
    const office = openOffice({ config: allowAll });
    await office.handle(
      call('send_note', { to: ['canary@Fabrikam.example', 'other@fabrikam.example', 'nonsense'] }),
    );
    expect(office.audits).toMatchObject([
      { phase: 'intent', target: { type: 'mail', recipientDomains: ['fabrikam.example'] } },
      { phase: 'outcome', target: { type: 'mail', recipientDomains: ['fabrikam.example'] } },
    ]);
  });

  it('has one event for a refusal by a guard', async () => {
    const office = openOffice();
    await office.handle(call('send_note', { to: ['canary@fabrikam.example'] }));
    expect(office.audits).toMatchObject([
      { phase: 'refused', decision: { effect: 'refuse', rule: 'external-send-confirm' } },
    ]);
  });

  it('has nothing for a name that nobody knows', async () => {
    const office = openOffice();
    await office.handle(call('canary'));
    expect(office.audits).toEqual([]);
  });

  it('carries no argument, content or token, nor do log and telemetry', async () => {
    const office = openOffice({ config: allowAll });
    for (const request of [
      read(),
      edit(),
      call('send_note', { to: ['canary@fabrikam.example'] }),
      call('read_note', { canary: 1 }),
      call('loose_cannon', { method: 'DELETE', path: '/canary' }),
    ]) {
      await office.handle(request);
    }
    expect(office.requests.length).toBeGreaterThan(3);
    const written = JSON.stringify([office.audits, office.logs, office.events]);
    expect(written).not.toMatch(/canary|graph-token|entra-token|good\.token/);
  });
});

describe('telemetry', () => {
  it('has one event a call, with figures', async () => {
    const office = openOffice();
    await office.handle(edit());
    expect(office.events).toEqual([
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
  ])('counts what did not come to Graph', async (request, outcome, code) => {
    const office = openOffice();
    await office.handle(request);
    expect(office.events).toMatchObject([{ properties: { outcome, code, requests: 0 } }]);
  });
});
