import { describe, expect, it } from 'vitest';

import { digestToken } from '../../../src/base/sha256.ts';
import { OAuthError, UnavailableError } from '../../../src/errors.ts';
import { createRateLimit } from '../../../src/http/limits/rate-limit.ts';
import { checkNotBlocked, createAdmission } from '../../../src/oauth/tokens/admission.ts';
import type { BlockedUntil } from '../../../src/state/block-snapshot.ts';
import type { Admission, Caller } from '../../../src/policy/caller.ts';
import type { AuditFact } from '../../../src/telemetry/telemetry-types.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');

const callers: Record<string, Pick<Caller, 'tid' | 'oid' | 'client' | 'grant'>> = {
  ana: { tid: 't1', oid: 'ana', client: { class: 'claude.ai', id: 'r1' }, grant: 'code' },
  ben: { tid: 't1', oid: 'ben', client: { class: 'localhost', id: 'r2' }, grant: 'code' },
  // Like Copilot Studio, this caller sends a token that Entra issued to it.
  direct: { tid: 't1', oid: 'ana', client: { class: 'copilot-app', id: 'copilot-app' }, grant: 'direct' },
};

function createCallers(
  settings: { blocks?: readonly string[]; perMinute?: number; tablesDown?: boolean } = {},
) {
  const clock = { ms: NOW };
  const facts: AuditFact[] = [];
  const blocked: BlockedUntil = (...names) =>
    settings.blocks?.includes(names.join(' ')) ? Infinity : undefined;
  const current = async () => {
    if (settings.tablesDown) throw new UnavailableError('Table Storage');
    return blocked;
  };
  const authenticate = createAdmission({
    authenticate: async (token): Promise<Admission> => {
      const known = callers[token];
      if (known === undefined) throw new OAuthError('invalid_token', 'no');
      const rest = { scopes: [], roles: [], ceiling: { toolsets: 'all', readOnly: false } as const };
      const caller = { ...known, ...rest, selection: { preset: 'default', readOnly: false } as const };
      return { caller, assertion: digestToken('assertion'), expiresAt: NOW / 1_000 + 60 };
    },
    blocks: { current },
    calls: createRateLimit({ perMinute: settings.perMinute ?? 0, now: () => clock.ms }),
    audit: (fact) => facts.push(fact),
    now: () => clock.ms,
  });
  return { authenticate, facts, clock, current };
}

describe('a caller with a verified token', () => {
  it.each([
    ['ana', 'person t1 ana'],
    ['ana', 'tenant t1'],
    ['ana', 'client claude.ai'],
    ['direct', 'person t1 ana'],
    ['direct', 'tenant t1'],
    ['direct', 'client copilot-app'],
  ])('is refused with 403, and the refusal is audited, if blocked: %s by %s', async (token, block) => {
    const { authenticate, facts } = createCallers({ blocks: [block] });
    await expect(authenticate(token)).rejects.toMatchObject({ name: 'HttpError', status: 403 });
    expect(facts).toMatchObject([
      {
        phase: 'refused',
        caller: { tid: 't1', oid: 'ana' },
        client: { class: callers[token]?.client.class },
        decision: { effect: 'refuse', rule: `blocked-${block.split(' ')[0]}` },
      },
    ]);
  });

  it.each(['ana', 'ben', 'direct'])('is admitted if not blocked: %s', async (token) => {
    const { authenticate, facts } = createCallers({
      blocks: ['person t1 carla', 'tenant t2', 'client chatgpt.com'],
    });
    await expect(authenticate(token)).resolves.toMatchObject({ caller: callers[token] });
    expect(facts).toEqual([]);
  });

  it('gets an outage error if the blocks have never been read', async () => {
    await expect(createCallers({ tablesDown: true }).authenticate('ana')).rejects.toThrow(UnavailableError);
  });

  it('has one rate limit across all clients and tokens', async () => {
    const { authenticate, clock } = createCallers({ perMinute: 2 });
    await authenticate('ana');
    await authenticate('direct');
    await expect(authenticate('ana')).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': '30' },
    });
    await expect(authenticate('ben')).resolves.toBeDefined();
    clock.ms += 30_000;
    await expect(authenticate('ana')).resolves.toBeDefined();
  });

  it('cannot flood the audit log while blocked', async () => {
    const { authenticate, facts } = createCallers({ blocks: ['tenant t1'], perMinute: 2 });
    for (let n = 0; n < 10; n++) await authenticate('ana').catch(() => {});
    expect(facts).toHaveLength(2);
  });

  it('is not rate-limited before the token is verified', async () => {
    const { authenticate } = createCallers({ perMinute: 1 });
    for (let n = 0; n < 10; n++) {
      await expect(authenticate('forged')).rejects.toMatchObject({ code: 'invalid_token' });
    }
    await expect(authenticate('ana')).resolves.toBeDefined();
  });
});

describe('a user who signs in', () => {
  const now = () => NOW;
  const actor = { tid: 't1', oid: 'ana', client: { class: 'claude.ai' } };

  it.each(['person t1 ana', 'tenant t1', 'client claude.ai'])(
    'is refused if blocked by %s',
    async (block) => {
      const blocks = createCallers({ blocks: [block] });
      await expect(checkNotBlocked(actor, { blocks, now })).rejects.toMatchObject({
        code: 'access_denied',
      });
    },
  );

  it('is admitted if not blocked', async () => {
    await expect(checkNotBlocked(actor, { blocks: createCallers(), now })).resolves.toBeUndefined();
  });
});
