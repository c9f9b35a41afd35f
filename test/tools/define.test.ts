import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { jsonSchema } from '../../src/tools/input/json-schema.ts';
import { defineTool, type ToolKind } from '../../src/tools/define.ts';
import { instantOf, utcSeconds } from '../../src/base/zones/time-zones.ts';
import { id, mailbox, moment, top } from '../../src/tools/input/common-input.ts';

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
      many: z.array(z.string().max(9)).max(9).optional().describe('More.'),
    },
    check: ({ thing_id, many }) => (thing_id && many ? 'give thing_id or many, not both' : undefined),
    recipients: ({ mailbox }) => (mailbox === undefined ? [] : [mailbox]),
    run: async (args) => ({ text: JSON.stringify(args) }),
    ...more,
  });

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

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
    [{ since: 'someday' }, /^since: must be a date such as/],
    [{ since: '2026-13-40' }, /^since: /],
    [{ thing: 1 }, /^unknown arguments; valid names are: thing_id, since, mailbox, top, many$/],
    [{ thing_id: 'a', many: ['b'] }, /^give thing_id or many, not both$/],
    ['text', /^must be an object$/],
    [[], /^must be an object$/],
    [{ top: 'x', since: 1, mailbox: 2 }, /since: .*; mailbox: .*; top: /],
  ])('explains what to correct in %j', (given, message) => {
    expect(tool().parse(given)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  it.each([
    ['more than 64 kB', { thing_id: 'x'.repeat(65_536) }, /^together they must be at most 65,536 bytes/],
    ['more than 64 kB of escaped text', { thing_id: '\u0001'.repeat(12_000) }, /65,536 bytes/],
    ['more than 64 kB of names', { ['x'.repeat(70_000)]: 1 }, /65,536 bytes/],
    ['a long text', { thing_id: 'x'.repeat(513) }, /^thing_id: must have at most 512 characters$/],
    ['a long text that matches no pattern', { mailbox: 'x'.repeat(661) }, /^mailbox: must have at most 660/],
    ['many elements', { many: Array(10).fill(1) }, /^many: must have at most 9 entries$/],
    ['long elements', { many: ['a', 'x'.repeat(10)] }, /^many\.1: must have at most 9 characters$/],
    ['two million elements', { many: Array(2_000_000).fill(1) }, /^together they must have at most 1,000/],
    ['elements that are missing', { many: Array(1_001) }, /at most 1,000 entries/],
    ['an unknown array', { unknown: Array(1_001).fill(1) }, /at most 1,000 entries/],
    ['many names', Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [n, 1])), /at most 1,000/],
    ['deep nesting', nested(100_000), /^they must be nested at most 8 levels deep$/],
    ['deep nesting in an argument', { many: [nested(8)] }, /nested at most 8 levels/],
  ])('refuses %s without validating the elements', (_what, given, message) => {
    const parsed = tool().parse(given);
    expect(parsed).toEqual({ ok: false, message: expect.stringMatching(message) });
    expect(parsed.ok ? '' : parsed.message).not.toContain('xxx');
  });

  it('accepts arguments that are just within the bounds', () => {
    const given = { since: '2026-11-21', many: Array(9).fill('x'.repeat(9)) };
    expect(tool().parse(given)).toEqual({ ok: true, args: { ...given, top: 25 } });
    expect(tool().parse({ thing_id: 'ä'.repeat(512) })).toMatchObject({ ok: true });
  });

  it('lets a tool accept content up to the size in its record', () => {
    const writing = (argumentBytes: number) =>
      defineTool({
        ...tool(),
        argumentBytes,
        input: { content: z.string().max(300_000).describe('Text.') },
        run: async () => ({ text: '' }),
      });
    const given = { content: 'x'.repeat(299_000) };
    expect(writing(300_000).parse(given)).toMatchObject({ ok: true });
    expect(writing(200_000).parse(given)).toEqual({ ok: false, message: expect.stringContaining('200,000') });
  });

  it("derives the hints from the tool's kind and record", () => {
    const hints = (kind: ToolKind, more = {}) => {
      const { readOnlyHint, destructiveHint, idempotentHint } = tool(kind, more).annotations;
      return [readOnlyHint, destructiveHint, idempotentHint];
    };
    expect(hints('read')).toEqual([true, undefined, undefined]);
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
        mailbox: { type: 'string', description: 'Shared mailbox.' },
        top: { type: 'integer', maximum: 50, description: 'Rows.' },
        many: { type: 'array', items: { type: 'string' }, description: 'More.' },
      },
      required: [],
    });
    expect(one.outputSchema).toBeUndefined();
  });

  it('omits very large bounds and defaults of false from the schema, but still applies these bounds and defaults', () => {
    const input = {
      off: z.boolean().default(false).describe('Off.'),
      on: z.boolean().default(true).describe('On.'),
      minutes: z.int().min(1).max(1_440).default(30).describe('Minutes.'),
    };
    const schema = z.strictObject(input);
    expect(jsonSchema(schema)['properties']).toEqual({
      off: { type: 'boolean', description: 'Off.' },
      on: { type: 'boolean', default: true, description: 'On.' },
      minutes: { type: 'integer', default: 30, description: 'Minutes.' },
    });
    expect(schema.parse({})).toEqual({ off: false, on: true, minutes: 30 });
    expect(schema.safeParse({ minutes: 1_441 }).success).toBe(false);
  });
});

describe('instantOf', () => {
  it.each([
    ['2026-11-21', '2026-11-21T00:00:00Z'],
    ['2026-11-21T09:30', '2026-11-21T09:30:00Z'],
    ['2026-11-21T09:30:15.123Z', '2026-11-21T09:30:15Z'],
    ['2026-11-21T09:30:00+02:00', '2026-11-21T07:30:00Z'],
  ])('converts %s to %s', (given, expected) => {
    expect(utcSeconds(instantOf(given, 'UTC'))).toBe(expected);
  });
});
