import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { blockOfCaller, withBlocks } from '../../src/policy/block-rules.ts';
import type { BlockedUntil } from '../../src/state/block-snapshot.ts';
import type { Caller } from '../../src/policy/caller.ts';
import { createPolicy, type ToolFacts } from '../../src/policy/policy.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z') / 1_000;

const ana: Caller = {
  tid: 'tenant-1',
  oid: 'person-1',
  scopes: ['access_as_user'],
  roles: [],
  client: { class: 'claude.ai', id: 'registration-1' },
  grant: 'code',
  ceiling: { toolsets: 'all', readOnly: false },
  selection: { preset: 'default', readOnly: false },
};

const blocking =
  (blocks: Record<string, number>): BlockedUntil =>
  (kind, ...names) =>
    blocks[[kind, ...names].join(' ')];

const everything = {
  'tenant tenant-1': Infinity,
  'person tenant-1 person-1': Infinity,
  'client claude.ai': Infinity,
};

describe('a caller', () => {
  it.each([
    ['tenant tenant-1', 'blocked-tenant', 'everyone in your organisation'],
    ['person tenant-1 person-1', 'blocked-person', 'you'],
    ['client claude.ai', 'blocked-client', 'this app'],
  ])('is refused by a block on %s', (block, rule, subject) => {
    expect(blockOfCaller(ana, blocking({ [block]: Infinity }), NOW)).toEqual({
      rule,
      reason: `An administrator of this server has blocked ${subject}.`,
    });
  });

  it.each([
    ['host', 'claude.ai', 'client https://claude.ai'],
    ['origin', 'https://claude.ai', 'client claude.ai'],
  ])('whose client class is given as the %s is refused if a block names the other form', (_, form, block) => {
    const caller = { ...ana, client: { class: form, id: 'app' } };
    expect(blockOfCaller(caller, blocking({ [block]: Infinity }), NOW)?.rule).toBe('blocked-client');
    expect(blockOfCaller(caller, blocking({ [block]: NOW }), NOW)).toBeUndefined();
    const ended = { [`client ${form}`]: NOW, [block]: NOW + 60 };
    expect(blockOfCaller(caller, blocking(ended), NOW)?.rule).toBe('blocked-client');
  });

  it.each([
    ['nothing is blocked', {}],
    ['another tenant is blocked', { 'tenant tenant-2': Infinity }],
    ['a user with the same oid in another tenant is blocked', { 'person tenant-2 person-1': Infinity }],
    ['a colleague is blocked', { 'person tenant-1 person-2': Infinity }],
    ['another app is blocked', { 'client chatgpt.com': Infinity, 'client cursor://claude.ai': Infinity }],
    ['only the registration of the app is blocked', { 'client registration-1': Infinity }],
    ['a tool is blocked', { 'tool send_mail': Infinity }],
    ['the block on the caller has just ended', { 'person tenant-1 person-1': NOW }],
  ])('is not refused if %s', (_what, blocks) => {
    expect(blockOfCaller(ana, blocking(blocks), NOW)).toBeUndefined();
  });

  it('is given the reason and the end time of the broadest block', () => {
    expect(blockOfCaller(ana, blocking(everything), NOW)?.rule).toBe('blocked-tenant');
    const blocks = blocking({ 'person tenant-1 person-1': NOW + 5_400 });
    expect(blockOfCaller(ana, blocks, NOW)?.reason).toContain('until 2026-11-21 10:30 UTC.');
  });
});

describe('a tool', () => {
  const settings = readConfig({
    PUBLIC_URL: 'https://mcp.contoso.example',
    ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
    ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
    KEY_VAULT_URL: 'https://vault.contoso.example',
    EXTERNAL_SEND: 'allow',
  });
  if (!settings.ok) throw new Error(settings.problems.join(' '));
  const plain = createPolicy(settings.config);
  const sendMail: ToolFacts = { name: 'send_mail', area: 'mail', kind: 'send', presets: ['default'] };
  const request = { method: 'POST', version: 'v1.0', path: '/me/sendMail', repeat: 'never' } as const;
  const operation = { tool: 'send_mail', kind: 'send' } as const;
  const policyWith = (blocks: Record<string, number>) => {
    const known = { blocks };
    const policy = withBlocks(plain, { blocked: () => blocking(known.blocks), now: () => NOW * 1_000 });
    return { policy, known };
  };

  it('stays listed while it is blocked, but its calls and Graph requests are refused', () => {
    const { policy } = policyWith({ 'tool send_mail': Infinity });
    const refused = { effect: 'refuse', rule: 'blocked-tool', policyHash: plain.hash };
    expect(policy.admit(ana, sendMail)).toMatchObject(refused);
    expect(policy.dispatch(ana, operation, request)).toMatchObject(refused);
    expect(policy.admit(ana, sendMail).reason).toBe(
      'An administrator of this server has blocked the tool send_mail.',
    );
    expect(policy.visible(ana, sendMail)).toBe(true);
  });

  it('cannot be replaced by a tool in another area while it is blocked', () => {
    const clock = { now: NOW };
    const blocks = blocking({ 'tool send_mail': NOW + 60 });
    const policy = withBlocks(plain, {
      blocked: () => blocks,
      now: () => clock.now * 1_000,
      tools: [{ ...sendMail, operation: 'POST /me/sendMail' }],
    });
    const elsewhere = { tool: 'graph_write', kind: 'send', area: 'core' } as const;
    expect(policy.dispatch(ana, elsewhere, request).rule).toBe('blocked-tool');
    clock.now += 60;
    expect(policy.dispatch(ana, elsewhere, request)).toEqual(plain.dispatch(ana, elsewhere, request));
  });

  it('is subject to the normal policy if it is not blocked', () => {
    const { policy } = policyWith({ 'tool list_messages': Infinity });
    expect(policy.admit(ana, sendMail)).toEqual(plain.admit(ana, sendMail));
    expect(policy.dispatch(ana, operation, request)).toEqual(plain.dispatch(ana, operation, request));
    const readOnly = { ...ana, selection: { ...ana.selection, readOnly: true } };
    expect(policy.admit(readOnly, sendMail).rule).toBe('read-only');
  });

  it('is checked against the current blocks', () => {
    const { policy, known } = policyWith({});
    expect(policy.admit(ana, sendMail).effect).toBe('allow');
    known.blocks = { 'tool send_mail': NOW + 1 };
    expect(policy.admit(ana, sendMail).effect).toBe('refuse');
    known.blocks = { 'tool send_mail': NOW };
    expect(policy.admit(ana, sendMail).effect).toBe('allow');
  });
});
