import { describe, expect, it } from 'vitest';

import type { GraphRequest } from '../../src/graph/request/graph-request.ts';
import type { Caller } from '../../src/policy/caller.ts';
import { isPermission } from '../../src/policy/decision.ts';
import { createPolicy, type PolicyRules, type ToolFacts } from '../../src/policy/policy.ts';

const open: PolicyRules = {
  toolsets: 'all',
  enabledTools: 'all',
  readOnly: false,
  externalSend: 'allow',
  graphBeta: false,
};

const caller: Caller = {
  tid: 'tenant',
  oid: 'person',
  scopes: ['access_as_user'],
  roles: [],
  client: { class: 'https://claude.ai', id: 'client' },
  grant: 'code',
  ceiling: { toolsets: 'all', readOnly: false },
  selection: { preset: 'all', readOnly: false },
};

const read: ToolFacts = { name: 'list_messages', area: 'mail', kind: 'read', presets: ['default', 'lite'] };
const send: ToolFacts = { name: 'send_mail', area: 'mail', kind: 'send', presets: ['default'] };
const operation = { tool: 'send_mail', kind: 'send' } as const;
const get: GraphRequest = { method: 'GET', path: '/me/messages', repeat: 'safe' };
const post: GraphRequest = { method: 'POST', path: '/me/sendMail', repeat: 'never' };

describe('the list of tools', () => {
  const bounds: readonly (readonly [string, Partial<PolicyRules>, Partial<Caller>])[] = [
    ['toolsets', { toolsets: ['calendar'] }, {}],
    ['enabled-tools', { enabledTools: ['get_me'] }, {}],
    ['read-only', { readOnly: true }, {}],
    ['read-only', {}, { ceiling: { toolsets: 'all', readOnly: true } }],
    ['read-only', {}, { selection: { preset: 'all', readOnly: true } }],
    ['token-ceiling', {}, { ceiling: { toolsets: ['files'], readOnly: false } }],
    ['url-preset', {}, { selection: { preset: 'core', readOnly: false } }],
    ['url-toolsets', {}, { selection: { preset: 'all', toolsets: ['files'], readOnly: false } }],
  ];

  it.each(bounds)('leaves out tools that the %s rule forbids: %j %j', (rule, rules, change) => {
    const policy = createPolicy({ ...open, ...rules });
    const asking = { ...caller, ...change };
    expect(policy.visible(asking, send)).toBe(false);
    expect(policy.admit(asking, send)).toMatchObject({ effect: 'refuse', rule, policyHash: policy.hash });
  });

  it.each(bounds)(
    'keeps get_next_page, which the %s rule does not restrict: %j %j',
    (_rule, rules, change) => {
      const next: ToolFacts = { name: 'next', area: 'core', kind: 'read', presets: [], companion: true };
      expect(createPolicy({ ...open, ...rules }).visible({ ...caller, ...change }, next)).toBe(true);
      expect(
        createPolicy({ ...open, ...rules }).visible({ ...caller, ...change }, { ...next, kind: 'send' }),
      ).toBe(false);
    },
  );

  it('contains a tool that no rule forbids', () => {
    const policy = createPolicy({ ...open, toolsets: ['mail'], enabledTools: ['send_mail'] });
    const asking: Caller = {
      ...caller,
      ceiling: { toolsets: ['mail'], readOnly: false },
      selection: { preset: 'default', toolsets: ['mail'], readOnly: false },
    };
    expect(policy.visible(asking, send)).toBe(true);
    expect(isPermission(policy.admit(asking, send))).toBe(true);
  });

  it('keeps read tools if only reading is allowed', () => {
    expect(createPolicy({ ...open, readOnly: true }).visible(caller, read)).toBe(true);
  });
});

describe('an action', () => {
  const send = { kind: 'send', outsiders: [], isBulk: false } as const;
  const outside = { ...send, outsiders: ['bob@fabrikam.example'] };

  it.each([
    ['deny', 'refuse', {}],
    ['confirm', 'allow', { confirm: true }],
    ['approve', 'allow', { approve: true }],
  ] as const)(
    'that reaches recipients outside the organisation has, under EXTERNAL_SEND=%s, the effect %s and the obligations %j',
    (externalSend, effect, obligations) => {
      for (const kind of ['send', 'write', 'destroy'] as const) {
        const decision = createPolicy({ ...open, externalSend }).judge({ ...outside, kind, isBulk: true });
        expect(decision).toMatchObject({ effect, rule: `external-send-${externalSend}`, obligations });
        expect(decision.reason).toMatch(/outside/);
      }
    },
  );

  it.each([
    ['sends to colleagues', send, {}],
    ['writes one thing', { ...send, kind: 'write' }, {}],
    ['writes several things', { ...send, kind: 'write', isBulk: true }, { confirm: true }],
    ['sends several things', { ...send, isBulk: true }, { confirm: true }],
    ['destroys one thing', { ...send, kind: 'destroy' }, { confirm: true }],
  ] as const)(
    'that %s has the same obligations under every value of EXTERNAL_SEND: %j %j',
    (_what, effects, obligations) => {
      for (const externalSend of ['allow', 'confirm', 'approve', 'deny'] as const)
        expect(createPolicy({ ...open, externalSend }).judge(effects)).toMatchObject({
          effect: 'allow',
          obligations,
        });
    },
  );

  it('requires a check for outside recipients under EXTERNAL_SEND=deny, but not under allow', () => {
    expect(createPolicy(open).asksForOutsiders).toBe(false);
    expect(createPolicy({ ...open, externalSend: 'deny' }).asksForOutsiders).toBe(true);
    expect(createPolicy(open).judge(outside).obligations).toEqual({});
  });
});

describe('a Graph request', () => {
  const decide = (
    request: Partial<GraphRequest>,
    rules: Partial<PolicyRules> = {},
    kind: ToolFacts['kind'] = 'send',
  ) => createPolicy({ ...open, ...rules }).dispatch(caller, { ...operation, kind }, { ...get, ...request });

  it.each([
    ['path', { path: '/me/../users' }],
    ['path', { path: 'https://evil.example/' }],
    ['batch', { ...post, path: '/$batch' }],
    ['graph-beta', { version: 'beta' as const }],
  ])('is refused by the %s rule: %j', (rule, request) => {
    const decision = decide(request);
    expect(decision).toMatchObject({ effect: 'refuse', rule });
    expect(decision.reason).toMatch(/\.$/);
    expect(isPermission(decision)).toBe(false);
  });

  it('is refused if it is a write from a read tool', () => {
    expect(decide(post, {}, 'read')).toMatchObject({ effect: 'refuse', rule: 'read-tool' });
    expect(decide({ ...get, method: 'DELETE' }, {}, 'read')).toMatchObject({ effect: 'refuse' });
  });

  it('is allowed if it is a read-only POST from a read tool', () => {
    expect(isPermission(decide({ ...post, path: '/search/query' }, { readOnly: true }, 'read'))).toBe(true);
  });

  it('is refused if it is a write and only reading is allowed', () => {
    expect(decide(post, { readOnly: true })).toMatchObject({ effect: 'refuse', rule: 'read-only' });
  });

  it('is allowed if it is a write from a write tool', () => {
    expect(isPermission(decide(post))).toBe(true);
  });

  it('can use the beta version if the organisation allows it', () => {
    expect(isPermission(decide({ version: 'beta' }, { graphBeta: true }))).toBe(true);
  });
});

describe('the policy hash', () => {
  it('does not depend on the order of the toolsets', () => {
    const one = createPolicy({ ...open, toolsets: ['mail', 'files'] });
    const other = createPolicy({ ...open, toolsets: ['files', 'mail'] });
    expect(one.hash).toBe(other.hash);
  });

  it('differs for different rules', () => {
    const hashes = [open, { ...open, readOnly: true }, { ...open, externalSend: 'deny' as const }].map(
      (rules) => createPolicy(rules).hash,
    );
    expect(new Set(hashes).size).toBe(3);
  });
});
