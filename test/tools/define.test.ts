import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { defineTool, type ToolKind } from '../../src/tools/define.ts';
import { id, instant, mailbox, moment, top } from '../../src/tools/input/common-input.ts';

const tool = (kind: ToolKind = 'read', more: { overwrites?: boolean } = {}) =>
  defineTool({
    name: 'count_things',
    title: 'Count things',
    area: 'core',
    presets: [],
    about: 'Count the things that there are.',
    intents: [],
    kind,
    openWorld: false,
    repeat: kind === 'read' ? 'safe' : 'never',
    scopes: [],
    operation: 'GET /things',
    input: {
      thing_id: id('Which.').optional(),
      since: moment('When.').optional(),
      mailbox: mailbox(),
      top: top(50),
      many: z.array(z.string()).optional().describe('More.'),
    },
    check: ({ thing_id, many }) => (thing_id && many ? 'give thing_id or many, not both' : undefined),
    recipients: ({ mailbox }) => (mailbox === undefined ? [] : [mailbox]),
    run: async (args) => ({ text: JSON.stringify(args) }),
    ...more,
  });

describe('defineTool', () => {
  it('fills in defaults and derives recipients from the arguments', async () => {
    const parsed = tool().parse(undefined);
    expect(parsed).toEqual({ ok: true, args: { top: 25 } });
    expect(tool().recipients({ mailbox: 'a@contoso.example' })).toEqual(['a@contoso.example']);
  });

  it.each([
    [{ top: 51 }, /^top: .*50/],
    [{ top: 1.5 }, /^top: /],
    [{ thing_id: 'x'.repeat(513) }, /^thing_id: must have at most 512 characters$/],
    [{ mailbox: 'ana' }, /^mailbox: .*email/],
    [{ since: 'yesterday' }, /^since: must be a date such as/],
    [{ since: '2026-13-40' }, /^since: /],
    [{ thing: 1 }, /^unknown arguments; known are: thing_id, since, mailbox, top, many$/],
    [{ thing_id: 'a', many: ['b'] }, /^give thing_id or many, not both$/],
    ['text', /^must be an object$/],
    [[], /^must be an object$/],
    [{ top: 'x', since: 1, mailbox: 2 }, /since: .*; mailbox: .*; top: /],
  ])('says what to correct in %j', (given, message) => {
    expect(tool().parse(given)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  it('derives the hints from what the tool does', () => {
    const hints = (kind: ToolKind, more = {}) => {
      const { readOnlyHint, destructiveHint, idempotentHint } = tool(kind, more).annotations;
      return [readOnlyHint, destructiveHint, idempotentHint];
    };
    expect(hints('read')).toEqual([true, false, true]);
    expect(hints('write')).toEqual([false, false, false]);
    expect(hints('write', { overwrites: true })).toEqual([false, true, false]);
    expect(hints('destroy')).toEqual([false, true, false]);
    expect(hints('send')).toEqual([false, true, false]);
  });

  it('creates the schema once, without keywords that clients do not need', () => {
    const one = tool();
    expect(one.inputSchema).toBe(one.inputSchema);
    expect(one.inputSchema).toEqual({
      type: 'object',
      properties: {
        thing_id: { type: 'string', description: 'Which.' },
        since: { type: 'string', description: 'When.' },
        mailbox: { type: 'string', format: 'email', description: 'Address of a shared mailbox.' },
        top: { type: 'integer', maximum: 50, default: 25, description: 'Rows per page.' },
        many: { type: 'array', items: { type: 'string' }, description: 'More.' },
      },
      additionalProperties: false,
    });
    expect(one.outputSchema).toBeUndefined();
  });
});

describe('instant', () => {
  it.each([
    ['2026-11-21', '2026-11-21T00:00:00Z'],
    ['2026-11-21T09:30', '2026-11-21T09:30:00Z'],
    ['2026-11-21T09:30:15.123Z', '2026-11-21T09:30:15Z'],
    ['2026-11-21T09:30:00+02:00', '2026-11-21T07:30:00Z'],
  ])('reads %s as %s', (given, expected) => {
    expect(instant(given)).toBe(expected);
  });
});
