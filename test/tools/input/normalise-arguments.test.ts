import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { defineTool } from '../../../src/tools/define.ts';

const tool = defineTool({
  name: 'keep_things',
  title: 'Keep things',
  area: 'core',
  presets: [],
  about: 'Keep the things that are given.',
  intents: [],
  kind: 'read',
  openWorld: false,
  repeat: 'safe',
  scopes: [],
  operation: 'GET /things',
  input: {
    text: z.string().optional(),
    count: z.int().min(0).max(50).optional(),
    share: z.number().optional(),
    flag: z.boolean().default(false),
    choice: z.enum(['one', 'two']).optional(),
    choices: z.array(z.enum(['ONE', 'two'])).optional(),
    type: z.enum(['html', 'HTML', 'text']).default('text'),
    names: z.array(z.string().max(20)).max(3).optional(),
    counts: z.array(z.int()).optional(),
    place: z.object({ city: z.string(), floor: z.int().optional() }).optional(),
    places: z.array(z.strictObject({ city: z.string(), floor: z.int().optional() })).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    nothing: z.string().nullable().optional(),
  },
  run: async (args) => ({ text: JSON.stringify(args) }),
});

const required = defineTool({
  ...tool,
  input: { id: z.string().min(1), count: z.int(), names: z.array(z.email()) },
  output: undefined as never,
  check: () => undefined,
  recipients: () => [],
  run: async () => ({ text: '' }),
});

const upload = catalogue.find(({ name }) => name === 'upload_file');

const kept = (given: unknown) => {
  const parsed = tool.parse(given);
  if (!parsed.ok) throw new Error(parsed.message);
  const { flag, type, ...rest } = parsed.args;
  return { ...(flag === true && { flag }), ...(type !== 'text' && { type }), ...rest };
};

describe('argument normalisation', () => {
  it.each<[unknown, unknown]>([
    ...['text', 'count', 'share', 'flag', 'choice', 'names', 'counts', 'place', 'places', 'headers'].flatMap(
      (name): [unknown, unknown][] => [
        [{ [name]: null }, {}],
        [{ [name]: '' }, {}],
      ],
    ),
    ...[[], '[]', [''], ['', '']].flatMap((empty): [unknown, unknown][] => [
      [{ names: empty }, {}],
      [{ places: empty }, {}],
    ]),
    [{ names: ['', 'ana'] }, { names: ['', 'ana'] }],
    [null, {}],
    ['', {}],
    ['{"count":"5"}', { count: 5 }],
    [{ nothing: null }, { nothing: null }],
    [{ count: '5' }, { count: 5 }],
    [{ count: ' 5 ' }, { count: 5 }],
    [{ count: '5.0' }, { count: 5 }],
    [{ share: '-0.5' }, { share: -0.5 }],
    [{ flag: 'true' }, { flag: true }],
    [{ flag: 'True' }, { flag: true }],
    [{ flag: 'false' }, {}],
    [{ choice: 'One' }, { choice: 'one' }],
    [{ choice: ' TWO ' }, { choice: 'two' }],
    [{ choices: ['one', 'Two'] }, { choices: ['ONE', 'two'] }],
    [{ choices: 'one' }, { choices: ['ONE'] }],
    [{ type: 'HTML' }, { type: 'HTML' }],
    [{ type: 'Text' }, {}],
    [{ names: 'ana' }, { names: ['ana'] }],
    [{ names: '["ana","ben"]' }, { names: ['ana', 'ben'] }],
    [{ names: '[draft] plan' }, { names: ['[draft] plan'] }],
    [{ counts: 5 }, { counts: [5] }],
    [{ counts: '5' }, { counts: [5] }],
    [{ counts: '[5, "6"]' }, { counts: [5, 6] }],
    [{ counts: ['5', 6] }, { counts: [5, 6] }],
    [{ place: '{"city":"Graz","floor":null}' }, { place: { city: 'Graz' } }],
    [{ place: { city: 'Graz', floor: '2' } }, { place: { city: 'Graz', floor: 2 } }],
    [{ places: { city: 'Graz' } }, { places: [{ city: 'Graz' }] }],
    [{ places: '[{"city":"Graz","floor":""}]' }, { places: [{ city: 'Graz' }] }],
    [{ places: ['{"city":"Graz"}'] }, { places: [{ city: 'Graz' }] }],
    [{ headers: '{"a":"b"}' }, { headers: { a: 'b' } }],
    [{ text: '5' }, { text: '5' }],
    [{ text: 5 }, { text: '5' }],
    [{ text: -5 }, { text: '-5' }],
    [{ text: 0 }, { text: '0' }],
    [{ names: [1, 'b'] }, { names: ['1', 'b'] }],
    [{ names: 7 }, { names: ['7'] }],
    [{ places: { city: 5 } }, { places: [{ city: '5' }] }],
    [{ text: 'true' }, { text: 'true' }],
    [{ text: '{"a":1}' }, { text: '{"a":1}' }],
    [{ text: ' ' }, { text: ' ' }],
  ])('converts %j to %j', (given, expected) => {
    expect(kept(given)).toEqual(expected);
  });

  const n8n = { toolCallId: 'call_1', sessionId: 'abc', action: 'sendMessage', chatInput: 'Hello' };
  it.each<[unknown, unknown]>([
    [n8n, {}],
    [{ toolCallId: 'call_1' }, {}],
    [{ ...n8n, count: '5' }, { count: 5 }],
    [JSON.stringify({ ...n8n, count: 5 }), { count: 5 }],
  ])("drops the fields that n8n's agents add to the arguments: %j", (given, expected) => {
    expect(kept(given)).toEqual(expected);
  });

  it("keeps a field that n8n's agents add if the tool has an argument with this name", () => {
    const withAction = defineTool({
      ...required,
      input: { action: z.string(), toolCallId: z.string().optional() },
      run: async () => ({ text: '' }),
    });
    const { sessionId: _sessionId, chatInput: _chatInput, ...own } = n8n;
    expect(withAction.parse(n8n)).toMatchObject({ ok: true, args: own });
  });

  it.each([
    [{ sessionId: 'abc', action: 'sendMessage', chatInput: 'Hello' }, 'unknown arguments'],
    [{ action: 'delete' }, 'unknown arguments'],
    [{ cursor: 'x' }, 'nothing; to continue a list, call get_next_page'],
    [{ ...n8n, other: 1 }, 'unknown arguments'],
    [{ count: 'five' }, 'count: must be a number'],
    [{ count: '5 apples' }, 'count: must be a number'],
    [{ count: '1e1' }, 'count: must be a number'],
    [{ count: '0x10' }, 'count: must be a number'],
    [{ count: '51' }, 'count: must be at most 50'],
    [{ count: '9'.repeat(400) }, 'count: must be a number'],
    [{ count: true }, 'count: must be a number'],
    [{ flag: 'yes' }, 'flag: must be true or false'],
    [{ flag: 1 }, 'flag: must be true or false'],
    [{ choice: 'three' }, 'choice: must be one of: one, two'],
    [{ choice: 'on' }, 'choice: must be one of: one, two'],
    [{ type: 'Html' }, 'type: must be one of: html, HTML, text'],
    [{ names: ['a', null] }, 'names.1: must be text'],
    [{ names: '["a","b","c","d"]' }, 'names: must have at most 3 entries'],
    [{ places: '[1]' }, 'places.0: must be an object'],
    [{ place: 'Graz' }, 'place: must be an object'],
    [{ place: '[]' }, 'place: must be an object'],
    [{ text: 5.5 }, 'text: must be text'],
    [{ text: 2 ** 53 }, 'text: must be text'],
    [{ text: true }, 'text: must be text'],
    [{ text: ['a'] }, 'text: must be text'],
    ['[1]', 'must be an object'],
    [{ names: `[${'"a",'.repeat(20_000)}"a"]` }, 'together they must be at most 65,536 bytes of JSON'],
    [{ names: `[${'"a",'.repeat(5_000)}"a"]` }, 'together they must have at most 1,000 entries'],
    [JSON.parse('{"__proto__":{"count":5},"count":"5"}'), 'unknown arguments; valid names are: text, count,'],
  ])('explains in plain words why arguments are refused: case %#', (given, message) => {
    expect(tool.parse(given)).toEqual({ ok: false, message: expect.stringContaining(message) });
  });

  it.each([
    [{ id: null, count: 1, names: [] }, 'id: must be text'],
    [{ id: '', count: 1, names: [] }, 'id: must not be empty'],
    [{ count: 1, names: [] }, 'id: is missing'],
    [{ id: 'a', count: '', names: [] }, 'count: must be a number'],
    [{ id: 'a', count: 1, names: null }, 'names: must be a list'],
    [{ id: 'a', count: 1, names: '' }, 'names: must be a list'],
    [{ id: 'a', count: 1, names: 'ana' }, 'names.0: must be an email address'],
  ])('reports what is missing or wrong in %j', (given, message) => {
    expect(required.parse(given)).toEqual({ ok: false, message });
  });
});

describe('empty content of upload_file', () => {
  it('means an empty file if there is no other source', () => {
    expect(upload?.parse({ path: '/a.md', content: '', source: '', resume: null })).toMatchObject({
      ok: true,
      args: { content: '' },
    });
  });

  it('counts as absent if there is another source', () => {
    const source = 'portico://file/me/01ABC';
    expect(upload?.parse({ path: '/a.md', content: '', source })).toMatchObject({ ok: true });
    expect(upload?.parse({ path: '/a.md', content: 'a', source })).toMatchObject({ ok: false });
    expect(upload?.parse({ path: '/a.md', content: null })).toMatchObject({ ok: false });
  });
});

describe('an empty list', () => {
  it.each([
    ['update_planner_task', { tasks: ['a'], assignees: [] }],
    ['update_contact', { contact: 'a', emails: [] }],
    ['update_contact', { contact: 'a', business_phones: '[]' }],
  ])('is accepted by %s as a value that replaces all entries', (name, given) => {
    expect(catalogue.find((one) => one.name === name)?.parse(given)).toMatchObject({
      ok: true,
      args: { [Object.keys(given)[1] ?? '']: [] },
    });
  });

  it('is not refused, unlike a list with an empty string', () => {
    expect(
      catalogue.find(({ name }) => name === 'update_planner_task')?.parse({ tasks: ['a'], assignees: [''] }),
    ).toMatchObject({ ok: false });
  });
});

/** Values of each type that are wrong for most parameters. */
const wrong: readonly unknown[] = [5.5, true, 'no such value', [[{}]], { a: [1] }, 'x'.repeat(200_000)];

describe.each(catalogue.map((each) => [each.name, each] as const))('%s', (_name, each) => {
  const { properties = {}, required: needed = [] } = each.inputSchema as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  // Empty content means an empty file, so it does not count as absent.
  const optional = Object.keys(properties).filter(
    (name) => !needed.includes(name) && !(name === 'content' && each.name === 'upload_file'),
  );

  it('treats null and empty strings in optional arguments as absent', () => {
    const all = (value: unknown) => Object.fromEntries(optional.map((name) => [name, value]));
    const without = each.parse({});
    expect(each.parse(all(null))).toEqual(without);
    expect(each.parse(all(''))).toEqual(without);
  });

  it('never describes a problem in the wording of the validation library', () => {
    for (const name of Object.keys(properties)) {
      for (const value of wrong) {
        const parsed = each.parse({ [name]: value });
        if (!parsed.ok)
          expect(parsed.message).not.toMatch(/invalid input|expected|received|too (?:big|small)/i);
      }
    }
  });
});
