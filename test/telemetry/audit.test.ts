import { describe, expect, it } from 'vitest';

import { createAudit, LIST_LIMIT } from '../../src/telemetry/audit.ts';
import type { AuditEvent, AuditFact } from '../../src/telemetry/telemetry-types.ts';

const now = () => Date.UTC(2026, 10, 21, 9, 30);
const newGuid = () => 'abababab-abab-4bab-abab-abababababab';
const fact: AuditFact = {
  phase: 'intent',
  caller: { tid: 'tenant', oid: 'person', roles: [] },
  client: { class: 'claude.ai', id: 'registered', assertedName: 'Claude' },
  action: { tool: 'send_mail', operation: 'POST /me/sendMail', kind: 'send' },
};

function openAudit() {
  const written: string[] = [];
  const audit = createAudit({ write: (line) => written.push(line), now, newGuid });
  const event = () => (JSON.parse(written.at(-1) ?? '{}') as { audit: AuditEvent }).audit;
  return { audit, written, event };
}

describe('the audit trail', () => {
  it('writes one line per event, separate from the log, with version, id and time', () => {
    const { audit, written, event } = openAudit();
    audit(fact);
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\{"audit":\{.*\}\}\n$/);
    expect(event()).toEqual({
      v: 1,
      id: 'abababababab4bababababababababab',
      time: '2026-11-21T09:30:00.000Z',
      ...fact,
    });
  });

  it.each([
    ['intent', false],
    ['refused', true],
    ['outcome', true],
  ] as const)('states for each line whether it may wait for other lines: %s, %s', (phase, mayWait) => {
    const options: unknown[] = [];
    const write = (_: string, given: unknown) => options.push(given);
    createAudit({ write, now, newGuid })({ ...fact, phase });
    expect(options).toEqual([{ mayWait }]);
  });

  it('contains each recipient domain once and in lower case, up to a limit', () => {
    const { audit, event } = openAudit();
    const many = Array.from({ length: 2 * LIST_LIMIT }, (_, n) => `d${n}.example`);
    audit({
      ...fact,
      target: { type: 'message', recipientDomains: ['Contoso.example', 'CONTOSO.EXAMPLE', ...many] },
    });
    expect(event().target?.recipientDomains?.slice(0, 2)).toEqual(['contoso.example', 'd0.example']);
    expect(event().target?.recipientDomains).toHaveLength(LIST_LIMIT);
  });

  it("keeps a target without recipients unchanged, and keeps Graph's request ids", () => {
    const { audit, event } = openAudit();
    const target = { type: 'message' };
    audit({ ...fact, target, graphRequestIds: ['one', 'two'] });
    expect(event()).toMatchObject({ target, graphRequestIds: ['one', 'two'] });
  });

  it("cannot be forged or flooded through a client's chosen name", () => {
    const { audit, written, event } = openAudit();
    const assertedName = `x\n\u202e{"audit":{}}${'y'.repeat(9_000)}`;
    audit({ ...fact, client: { class: 'c', id: 'i', assertedName } });
    expect(written[0]).toMatch(/^[^\u007f-\u00a0\u2028-\u202e\n]+\n$/);
    expect(written[0]!.length).toBeLessThan(2_000);
    expect(event().client?.assertedName).toMatch(/^x\n/);
  });

  it('contains no tokens', () => {
    const { audit, written } = openAudit();
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ';
    audit({
      ...fact,
      client: { class: 'c', id: jwt },
      action: { ...fact.action, operation: `Bearer ${jwt}` },
    });
    expect(written[0]).not.toContain('eyJ');
  });

  it.each([
    [
      'the stream',
      {
        write: () => {
          throw new Error('EPIPE');
        },
        now,
        newGuid,
      },
    ],
    ['the clock', { write: () => {}, now: () => Number.NaN, newGuid }],
  ])('never throws when %s fails', (_, needs) => {
    expect(() => createAudit(needs)(fact)).not.toThrow();
  });
});
