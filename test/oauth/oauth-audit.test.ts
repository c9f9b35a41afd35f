import { describe, expect, it } from 'vitest';

import { OAuthError, UnavailableError } from '../../src/errors.ts';
import { createOAuthAudit } from '../../src/oauth/oauth-audit.ts';
import { SealError } from '../../src/secrets/seal.ts';
import type { AuditFact, Fields } from '../../src/telemetry/telemetry-types.ts';
import { requestContextFrom } from '../kit/oauth/oauth-world.ts';
import { logTo } from '../kit/logs/log-to.ts';

const client = { class: 'claude.ai', id: 'one', assertedName: 'Claude' };

function createAuditLog(traceparent?: string) {
  const facts: AuditFact[] = [];
  const logged: (Fields | undefined)[] = [];
  const write = (_event: string, fields?: Fields) => void logged.push(fields);
  const audit = createOAuthAudit({
    audit: (fact: AuditFact) => void facts.push(fact),
    log: logTo(write),
  });
  const where = {
    requestContext: { ...requestContextFrom(), traceparent },
    operation: 'token' as const,
  };
  return { audit, where, facts, logged };
}

describe("the authorization server's audit trail", () => {
  it('names the user, client and trace if they are known', () => {
    const { audit, where, facts } = createAuditLog('00-trace-span-01');
    audit.recordSuccess({ person: { tid: 't', oid: 'o', roles: ['r'] }, client }, where);
    expect(facts).toEqual([
      {
        phase: 'outcome',
        outcome: 'success',
        caller: { tid: 't', oid: 'o', roles: ['r'] },
        client,
        action: { tool: 'oauth', operation: 'token', kind: 'sign-in' },
        trace: '00-trace-span-01',
      },
    ]);
  });

  it('omits unknown fields', () => {
    const { audit, where, facts, logged } = createAuditLog();
    audit.recordRefusal('code_replayed', undefined, where);
    expect(facts[0]).toMatchObject({
      phase: 'refused',
      decision: { effect: 'refuse', rule: 'code_replayed' },
    });
    expect([facts[0]?.caller, facts[0]?.client]).toEqual([undefined, undefined]);
    expect(facts[0]).not.toHaveProperty('trace');
    expect(logged).toEqual([
      { operation: 'token', rule: 'code_replayed', reason: undefined, requestId: 'request-1' },
    ]);
  });

  it('logs a refusal with the reason from its cause and rethrows the refusal', async () => {
    const { audit, where, logged } = createAuditLog();
    const refusal = new OAuthError('invalid_grant', 'No.', { cause: new SealError('expired') });
    await expect(audit.logRefusals(where, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(logged).toMatchObject([{ rule: 'invalid_grant', reason: 'expired' }]);
  });

  it('logs a refusal only once if it was already recorded with its own rule', async () => {
    const { audit, where, facts, logged } = createAuditLog();
    const refusal = new OAuthError('invalid_grant', 'No.');
    const work = () => {
      audit.recordRefusal('code_replayed', client, where, refusal);
      return Promise.reject(refusal);
    };
    await expect(audit.logRefusals(where, work)).rejects.toBe(refusal);
    expect(logged).toMatchObject([{ rule: 'code_replayed' }]);
    expect(facts).toHaveLength(1);
  });

  it('does not log an outage as a refusal', async () => {
    const { audit, where, logged } = createAuditLog();
    const outage = new UnavailableError('Entra');
    await expect(audit.logRefusals(where, () => Promise.reject(outage))).rejects.toBe(outage);
    expect(logged).toEqual([]);
  });
});
