import { expect, it } from 'vitest';

import { demoLine } from '../../../src/hosts/demo/demo-line.ts';
import { people } from '../../../src/standins/tenant/people.ts';

const [ana] = people;

const audit = (more: Record<string, unknown>) =>
  JSON.stringify({
    audit: {
      v: 1,
      time: '2026-11-21T09:14:22.000Z',
      phase: 'outcome',
      caller: { tid: 't', oid: ana?.oid, roles: [] },
      client: { class: 'localhost', id: 'c', assertedName: 'Claude Code' },
      action: { tool: 'list_messages', operation: 'GET /me/messages', kind: 'read' },
      outcome: 'success',
      ms: 12.4,
      ...more,
    },
  });

it('a demo line shows an audit event in a readable form', () => {
  const words = demoLine(`${audit({})}\n`)
    .trim()
    .split(/ {2,}/);
  expect(words).toEqual([
    '09:14:22',
    'ana.silva',
    'list_messages',
    'success',
    '12 ms',
    'through Claude Code',
  ]);
});

it('a demo line shows the rule that refused a call', () => {
  const decision = { effect: 'refuse', rule: 'read-only', policyHash: '' };
  expect(demoLine(audit({ phase: 'refused', outcome: undefined, decision }))).toContain(
    'refused (read-only)',
  );
});

it('a demo line contains no control characters from a client', () => {
  const name = 'Evil\u001B[2J\r\nroot  delete_all  success\u202E';
  const line = demoLine(audit({ client: { class: 'x', id: 'c', assertedName: name } }));
  expect(line.match(/[\p{Cc}\p{Cf}]/gu)).toEqual(['\n']);
});

it('a demo line shows a log line with its fields and leaves any other line unchanged', () => {
  const line = JSON.stringify({ time: '2026-11-21T09:14:22.000Z', level: 'warn', event: 'slow', ms: 7 });
  expect(demoLine(line)).toBe('09:14:22  warn  slow  ms=7\n');
  expect(demoLine('plain words\n')).toBe('plain words\n');
});
