import { randomBytes } from 'node:crypto';

import { beforeEach, describe, expect, it } from 'vitest';

import type { ApprovalContent } from '../../../src/calls/confirmation/approval-content.ts';
import { createApprovals, type Approvals } from '../../../src/calls/confirmation/approvals.ts';
import type { ConfirmedCall } from '../../../src/calls/confirmation/confirmed-call.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { createRateLimit } from '../../../src/http/limits/rate-limit.ts';
import { createAuthenticatedStore } from '../../../src/state/authenticated-store.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import type { Store } from '../../../src/state/store.ts';
import { openSealer } from '../../kit/sealer.ts';
import { silentLog } from '../../kit/logs/log-to.ts';

let ms: number;
let memory: Store;
let store: Store;
let approvals: Approvals;
const now = () => ms;
const sealer = openSealer(now);

beforeEach(() => {
  ms = 1_800_000_000_000;
  memory = createMemoryStore({ now });
  store = createAuthenticatedStore(memory, sealer, silentLog);
  approvals = open(store);
});

const open = (over: Store, perMinute = 0): Approvals =>
  createApprovals({
    sealer,
    store: over,
    publicUrl: 'https://portico.example',
    limit: createRateLimit({ perMinute, now }),
    now,
    random: randomBytes,
  });

const call: ConfirmedCall = {
  tool: 'send_mail',
  args: { to: ['eve@evil.example'], subject: 'Offer' },
  tid: 't',
  oid: 'o',
  clientId: 'c',
  family: 'f',
  policyHash: 'p',
  versions: ['v1'],
};
const client = { class: 'claude.ai', id: 'c', assertedName: 'Claude' };
const content: ApprovalContent = {
  title: 'Send mail',
  reason: 'Approval is required.',
  lines: ['reach eve@evil.example'],
  moreLines: 0,
  outsiders: ['eve@evil.example'],
  moreOutsiders: 0,
  details: [],
  moreDetails: 0,
};
const ask = (of: Approvals = approvals) => of.ask(call, client, content);
const whyNot = async (id: string, used: ConfirmedCall, of: Approvals = approvals) => {
  const use = await of.use(id, used);
  return use.ok ? 'accepted' : use.why;
};

describe('an approval', () => {
  it('lets its call run once, after the user has approved the call', async () => {
    const id = await ask();
    expect(id).toMatch(/^[\w-]{30}$/);
    expect(await whyNot(id, call)).toBe('the user has not approved it yet');
    expect(await approvals.find(id)).toMatchObject({
      state: 'pending',
      person: { tid: 't', oid: 'o' },
      client,
      content,
    });
    expect(await approvals.settle(id, 'approved')).toBe(true);
    expect(await approvals.settle(id, 'approved')).toBe(false);
    expect(await whyNot(id, call)).toBe('accepted');
    expect(await whyNot(id, call)).toBe('it has already been used');
    expect(await approvals.settle(id, 'rejected')).toBe(false);
    expect(await approvals.find(id)).toMatchObject({ state: 'used' });
  });

  it('can be withdrawn until it is used, and cannot be granted again afterwards', async () => {
    const id = await ask();
    await approvals.settle(id, 'approved');
    ms += 599_000;
    expect(await approvals.settle(id, 'rejected')).toBe(true);
    expect(await approvals.settle(id, 'approved')).toBe(false);
    expect(await whyNot(id, call)).toBe('the user has rejected it');
    await expect(ask()).rejects.toThrow('The user rejected this action');
  });

  it('is used at most once by parallel calls', async () => {
    const id = await ask();
    await approvals.settle(id, 'approved');
    const uses = await Promise.all(Array.from({ length: 5 }, () => whyNot(id, call)));
    expect(uses.filter((why) => why === 'accepted')).toHaveLength(1);
  });

  it.each<[string, Partial<ConfirmedCall>]>([
    ['the tool or its arguments', { args: { to: ['eve@evil.example'], subject: 'Other' } }],
    ['the tool or its arguments', { tool: 'forward_message' }],
    ['the items that the call would affect, which have changed since', { versions: ['v2'] }],
    ['the user or the client', { oid: 'other' }],
    ['the user or the client', { tid: 'other' }],
    ['the user or the client', { clientId: 'other' }],
    ['the user or the client', { family: 'other' }],
    ['the user or the client', { family: undefined }],
    ["your organisation's policy", { policyHash: 'other' }],
  ])('is refused after a change, and the reason names %s: %o', async (part, change) => {
    const id = await ask();
    await approvals.settle(id, 'approved');
    expect(await whyNot(id, { ...call, ...change })).toBe(
      `it was issued for a different call (different: ${part})`,
    );
    expect(await whyNot(id, call)).toBe('accepted');
  });

  it('can be granted or rejected for ten minutes, and used for ten minutes after that', async () => {
    const id = await ask();
    ms += 599_000;
    expect(await approvals.settle(id, 'approved')).toBe(true);
    ms += 599_000;
    expect(await whyNot(id, call)).toBe('accepted');
    const late = await ask();
    ms += 601_000;
    expect(await approvals.settle(late, 'approved')).toBe(false);
    expect(await approvals.find(late)).toBeUndefined();
    expect(await whyNot(late, call)).toBe('it has expired or was not issued by this server');
  });

  it('can be requested again ten minutes after a rejection, but not earlier', async () => {
    for (let round = 0; round < 2; round++) {
      const id = await ask();
      await approvals.settle(id, 'rejected');
      expect(await whyNot(id, call)).toBe('the user has rejected it');
      await expect(ask()).rejects.toThrow('The user rejected this action');
      ms += 601_000;
    }
    expect(await ask()).toMatch(/^[\w-]{30}$/);
  });

  it('cannot be used if its row was changed, or while the tables are down', async () => {
    const id = await ask();
    const { rows } = await memory.list('approvals');
    const [row] = rows;
    if (row === undefined) throw new RangeError('no row');
    const text = String(row.value['text']).replace('pending', 'approved');
    const value = { ...row.value, text };
    await memory.replace({ table: 'approvals', ...row }, { value, expiresAt: row.expiresAt }, row.etag);
    expect(await whyNot(id, call)).toBe('it has expired or was not issued by this server');
    const down = async () => Promise.reject(new UnavailableError('Table Storage'));
    const broken = open({ ...store, get: down, insert: down, replace: down });
    for (const attempt of [ask(broken), broken.use(id, call), broken.find(id), broken.settle(id, 'approved')])
      await expect(attempt).rejects.toThrow(UnavailableError);
  });

  it('is stored without readable content, and not under the id in its link', async () => {
    const id = await ask();
    const stored = JSON.stringify(await memory.list('approvals'));
    for (const secret of [id, 'eve@evil.example', 'Claude', 'Send mail', 'send_mail'])
      expect(stored).not.toContain(secret);
  });

  it('is refused if the user has already requested too many approvals', async () => {
    const limited = open(store, 2);
    await ask(limited);
    await ask(limited);
    await expect(ask(limited)).rejects.toThrow('Too many actions are waiting');
    await limited.ask({ ...call, oid: 'other' }, client, content);
    ms += 30_000;
    await ask(limited);
  });
});
