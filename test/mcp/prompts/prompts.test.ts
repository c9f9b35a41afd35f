import { describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { configWith, legacy, modern, openEndpoint } from '../../kit/mcp-endpoint.ts';

const request = { '2025-11-25': legacy, '2026-07-28': modern } as const;
const eras = Object.keys(request) as (keyof typeof request)[];

const open = (fastPath = true, changes: Parameters<typeof openEndpoint>[0] = {}) =>
  openEndpoint({ tools: catalogue, fastPath, ...changes });

type Answer = {
  readonly result: Readonly<Record<string, unknown>>;
  readonly error?: { code: number; message: string };
};

async function ask(
  method: string,
  params: Record<string, unknown> = {},
  {
    era = eras[0],
    endpoint = open(),
  }: { era?: keyof typeof request; endpoint?: ReturnType<typeof open> } = {},
): Promise<Answer> {
  const response = await endpoint.handle(request[era ?? '2025-11-25'](method, params));
  return (await response.json()) as Answer;
}

const namesIn = (list: unknown) => (list as readonly { name: string }[]).map(({ name }) => name);

describe.each(eras)('in revision %s', (era) => {
  it('the fast path and the SDK return byte-identical lists of prompts, templates and skills', async () => {
    for (const method of ['prompts/list', 'resources/list', 'resources/templates/list']) {
      const [fast, slow] = await Promise.all(
        [true, false].map(async (fastPath) => (await open(fastPath).handle(request[era](method))).text()),
      );
      expect(fast).toBe(slow);
      expect(fast?.length, method).toBeGreaterThan(500);
    }
  });

  it('prompts/list returns the prompts with their arguments', async () => {
    const { result } = await ask('prompts/list', {}, { era });
    const prompts = result['prompts'] as {
      name: string;
      arguments: { name: string; required: boolean }[];
    }[];
    expect(namesIn(prompts)).toEqual(
      expect.arrayContaining(['daily-briefing', 'who-is', 'find-meeting-time']),
    );
    const meeting = prompts.find(({ name }) => name === 'find-meeting-time');
    expect(meeting?.arguments).toContainEqual(expect.objectContaining({ name: 'people', required: true }));
    if (era === '2026-07-28') expect(result).toMatchObject({ ttlMs: 10_000, cacheScope: 'private' });
  });

  it('prompts/get fills in the values', async () => {
    const { result } = await ask(
      'prompts/get',
      { name: 'who-is', arguments: { person: 'Ben Okafor' } },
      { era },
    );
    const text = JSON.stringify(result['messages']);
    expect(text).toContain('"role":"user"');
    expect(text).toContain('- person: Ben Okafor');
    expect(text).toContain('`list_users`');
    expect(text).not.toContain('{person}');
  });

  it.each([
    ['?preset=discovery', /run each with `run_read_tool`, or with `run_write_tool` if the step/],
    ['?preset=discovery&readonly=1', /run each with `run_read_tool`\./],
    ['?preset=all', undefined],
    ['', undefined],
  ])('prompts/get says how to run tools that are not listed, with %s', async (query, advice) => {
    const params = { name: 'daily-briefing' };
    const response = await open().handle(request[era]('prompts/get', params, `/mcp${query}`));
    const { result } = (await response.json()) as { result: { messages: [{ content: { text: string } }] } };
    const lastRule = result.messages[0].content.text.split('\n').at(-1) ?? '';
    if (advice === undefined) expect(lastRule).not.toContain('run_read_tool');
    else expect(lastRule).toMatch(advice);
  });

  it.each([
    ['a missing value', { name: 'who-is' }, 'The prompt needs person.'],
    ['an empty value', { name: 'who-is', arguments: { person: ' ' } }, 'The prompt needs person.'],
    [
      'an unknown argument',
      { name: 'who-is', arguments: { person: 'x', age: '3' } },
      'only these arguments: person',
    ],
    ['a long value', { name: 'who-is', arguments: { person: 'x'.repeat(501) } }, 'at most 500 characters'],
    ['an unknown prompt', { name: 'who-was' }, 'There is no such prompt.'],
  ])('prompts/get refuses %s', async (_what, params, message) => {
    const { error } = await ask('prompts/get', params, { era });
    expect(error).toMatchObject({ code: -32_602, message: expect.stringContaining(message) });
  });

  it('skills can be listed, described and read', async () => {
    const { result } = await ask('skills/list', {}, { era });
    const skills = result['skills'] as { uri: string; resources: { size: number }[] }[];
    const { uri = '', resources = [] } = skills.find((skill) => skill.uri.includes('daily-briefing')) ?? {};
    expect(uri).toBe('skill://portico/daily-briefing/SKILL.md');
    const got = await ask('skills/get', { uri }, { era });
    expect(got.result['skill']).toEqual(skills.find((skill) => skill.uri === uri));
    const read = await ask('resources/read', { uri }, { era, endpoint: open() });
    const [file] = read.result['contents'] as { text: string; mimeType: string }[];
    expect(file?.mimeType).toBe('text/markdown');
    expect(Buffer.byteLength(file?.text ?? '')).toBe(resources[0]?.size);
    if (era === '2026-07-28')
      expect(result).toMatchObject({ resultType: 'complete', ttlMs: 10_000, cacheScope: 'private' });
    else expect(result).not.toHaveProperty('ttlMs');
  });

  it.each(['skills/get', 'resources/read'])('%s refuses a skill that does not exist', async (method) => {
    const { error } = await ask(method, { uri: 'skill://portico/nothing/SKILL.md' }, { era });
    expect(error).toMatchObject({
      code: -32_602,
      message: expect.stringContaining('There is no such skill.'),
    });
  });
});

describe('prompts and skills', () => {
  it('are declared in the capabilities; skills are declared as an extension', async () => {
    const { result } = await ask('server/discover', {}, { era: '2026-07-28' });
    expect(result['capabilities']).toMatchObject({
      prompts: { listChanged: false },
      completions: {},
      extensions: { 'io.modelcontextprotocol/skills': {} },
    });
  });

  it('are offered only if the caller has the tools that they need', async () => {
    const endpoint = open(true, { config: configWith({ enabledTools: ['list_users', 'search_messages'] }) });
    const prompts = await ask('prompts/list', {}, { endpoint });
    expect(namesIn(prompts.result['prompts'])).toEqual(['who-is']);
    const skills = await ask('skills/list', {}, { endpoint });
    expect(JSON.stringify(skills.result)).toContain('who-is');
    expect(JSON.stringify(skills.result)).not.toContain('daily-briefing');
    const files = await ask('resources/list', {}, { endpoint });
    expect(namesIn(files.result['resources'])).toEqual(['who-is']);
    const uri = 'skill://portico/daily-briefing/SKILL.md';
    for (const method of ['skills/get', 'resources/read'])
      expect((await ask(method, { uri }, { endpoint })).error?.message).toContain('There is no such skill.');
    const refused = await ask('prompts/get', { name: 'daily-briefing' }, { endpoint });
    expect(refused.error?.message).toContain('There is no such prompt.');
  });

  it('are served without a request to Graph', async () => {
    const endpoint = open();
    await ask('prompts/list', {}, { endpoint });
    await ask('skills/list', {}, { endpoint });
    await ask('prompts/get', { name: 'daily-briefing' }, { endpoint });
    expect(endpoint.requests).toEqual([]);
  });
});

describe('resources/templates/list', () => {
  it('lists only the kinds of resources that the caller can read', async () => {
    const all = await ask('resources/templates/list');
    expect(namesIn(all.result['resourceTemplates'])).toEqual(['mail', 'event', 'file', 'attachment']);
    const endpoint = open(true, { config: configWith({ toolsets: ['calendar'] }) });
    const some = await ask('resources/templates/list', {}, { endpoint });
    expect(namesIn(some.result['resourceTemplates'])).toEqual(['event']);
  });
});
