import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { loadLegacyTools } from '../../../src/tools/legacy/legacy-servers.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';
import { legacyExamples, type IdAt } from './legacy-examples.ts';

type Listed = {
  readonly name: string;
  readonly description: string;
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
};

const ALL = '?preset=all';

const servers = ['msgraph-mcp', 'm365-mcp-server'] as const;

describe.each(servers)('a server with LEGACY_TOOL_NAMES=%s', (server) => {
  let world: World;
  let token: string;
  beforeAll(async () => {
    world = await startPortico({ LEGACY_TOOL_NAMES: server, RATE_LIMIT_PER_PERSON: '0' });
    token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
  });
  afterAll(() => world.close());

  const call = async (name: string, args: Record<string, unknown>, query = ALL) => {
    const before = world.lines.length;
    const response = await postMcp(world, toolCall(name, args), { token, query });
    const body = (await response.clone().json()) as { error?: { message: string } };
    const audited = world.lines.slice(before).filter((line) => line.includes('"action"'));
    if (body.error !== undefined) return { text: body.error.message, isError: true, audited };
    return { ...(await resultOf(response)), audited };
  };

  const idAt: IdAt = async (path) => {
    const { text } = await call('graph_get', { path, select: 'id' });
    const [, id] = /"id":\s*"([^"]+)"/.exec(text) ?? /([\w:@.-]{20,})/.exec(text) ?? [];
    if (id === undefined) throw new RangeError(`Nothing at ${path}: ${text}`);
    return id;
  };

  const list = async (query = ALL): Promise<readonly Listed[]> => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const { result } = (await (await postMcp(world, message, { token, query })).json()) as {
      result: { tools: Listed[] };
    };
    return result.tools;
  };

  it('has a tested example for each old name', async () => {
    const { tools } = await loadLegacyTools(server);
    expect(Object.keys(legacyExamples[server]).toSorted()).toEqual(tools.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(legacyExamples[server]))(
    'accepts %s with its old arguments, and audits the call under the new name',
    async (name, { args, tool, shows }) => {
      const given = typeof args === 'function' ? await args(idAt) : args;
      const first = await call(name, given);
      const { text, isError, audited } = first.text.startsWith('Nothing has been done yet.')
        ? await call(name, { ...given, confirmation: confirmationIn(first.text) })
        : first;
      expect({ isError, text }).toEqual({ isError: false, text: expect.stringMatching(shows) });
      const ours = [tool].flat().find((one) => catalogue.some((record) => record.name === one));
      expect(audited.join('\n')).toContain(`"tool":"${ours}"`);
      expect(audited.join('\n')).not.toContain(`"tool":"${name}"`);
    },
  );

  it('lists the old names after the new names, each with the annotations of the new tool', async () => {
    const tools = await list();
    const { tools: old } = await loadLegacyTools(server);
    const names = tools.map(({ name }) => name);
    expect(names.slice(-old.length)).toEqual(old.map(({ name }) => name));
    for (const { name, tools: ours } of old) {
      const listed = tools.find((tool) => tool.name === name);
      const base = tools.find((tool) => ours.find((one) => names.includes(one)) === tool.name);
      expect(listed?.annotations, name).toEqual(base?.annotations);
    }
  });

  it.each(['default', 'lite', 'core', 'admin'])(
    'lists only old names whose calls the URL allows: preset %s',
    async (preset) => {
      const { tools: old } = await loadLegacyTools(server);
      const listed = (await list(`?preset=${preset}`)).map(({ name }) => name);
      const names = old.map(({ name }) => name).filter((name) => listed.includes(name));
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const args = legacyExamples[server][name]?.args ?? {};
        const given = typeof args === 'function' ? await args(idAt) : args;
        const { text } = await call(name, given, `?preset=${preset}`);
        expect(text, name).not.toContain('The connection URL selects');
      }
    },
  );

  it('lists only old names whose tools the URL selects', async () => {
    const { tools: old } = await loadLegacyTools(server);
    const reads = (await list('?toolsets=mail&readonly=1')).map(({ name }) => name);
    const listed = old.filter(({ name }) => reads.includes(name));
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every(({ tools }) => tools.some((name) => reads.includes(name)))).toBe(true);
    expect(reads).not.toContain(server === 'msgraph-mcp' ? 'sendMail' : 'sendEmail');
  });

  it('refuses an old name whose tool is not allowed, before it checks the arguments', async () => {
    const send = server === 'msgraph-mcp' ? 'sendMail' : 'sendEmail';
    const refused = await call(send, { nonsense: true }, '?preset=all&readonly=1');
    expect(refused).toMatchObject({
      isError: true,
      text: expect.stringContaining('This connection is read-only.'),
    });
    expect(refused.audited.join()).toContain('"rule":"read-only"');
  });

  it('asks for confirmation before it sends mail outside the organisation, and names the old tool', async () => {
    const send = server === 'msgraph-mcp' ? 'sendMail' : 'sendEmail';
    const mail = { to: 'petra@fabrikam.example', subject: 'Hello', body: '<p>Hello <b>Petra</b></p>' };
    const preview = await call(send, mail);
    expect(preview.text).toContain(`call ${send} again with the same arguments`);
    expect(preview.text).toContain('petra@fabrikam.example');
    const confirmation = confirmationIn(preview.text);
    const other = await call(send, { ...mail, to: 'eve@evil.example', confirmation });
    expect(other.text).toContain('The confirmation was not accepted');
    expect((await call(send, { ...mail, confirmation })).isError).toBe(false);
  });

  it('says which arguments of an old tool are wrong', async () => {
    const send = server === 'msgraph-mcp' ? 'sendMail' : 'sendEmail';
    const { text, isError } = await call(send, { to: 'ben.okafor@contoso.example', text: 'x' });
    expect({ text, isError }).toEqual({
      isError: true,
      text: expect.stringContaining(`Invalid arguments for ${send}:`),
    });
    expect(text).toContain('valid names are: to, subject, body');
  });

  it('continues a list that was started under an old name', async () => {
    const name = server === 'msgraph-mcp' ? 'getMessages' : 'getEmails';
    const { text } = await call(name, { count: 5 });
    const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
    expect(cursor).toBeDefined();
    expect(await call('get_next_page', { cursor })).toMatchObject({ isError: false });
  });

  it('still accepts the new names', async () => {
    expect(await call('get_me', {})).toMatchObject({
      isError: false,
      text: expect.stringContaining('Ana Silva'),
    });
  });

  if (server !== 'msgraph-mcp') return;

  it.each(['set-access-token', 'throttling-stats'])('explains why it has no %s', async (name) => {
    const { text, isError } = await call(name, {});
    expect({ text, isError }).toEqual({
      isError: true,
      text: expect.stringContaining(`Portico has no ${name}.`),
    });
  });

  it.each([
    [
      'an API other than Graph',
      'microsoft-graph-api',
      { apiType: 'azure', path: '/subscriptions', method: 'get' },
      'apiType',
    ],
    ['an offset into search results', 'search-files', { query: 'harbor', from: 25 }, 'from'],
    ['a sort order for search results', 'search-files', { query: 'harbor', sortBy: 'name' }, 'sortBy'],
  ])('refuses %s and names the argument', async (_what, name, args, argument) => {
    expect(await call(name, args)).toMatchObject({
      isError: true,
      text: expect.stringContaining(argument),
    });
  });

  it('deletes through microsoft-graph-api only after confirmation', async () => {
    const made = await call('microsoft-graph-api', {
      path: '/me/contacts',
      method: 'post',
      body: { givenName: 'Rosa', surname: 'Mendes' },
    });
    const [, id = ''] = /"id":\s*"([^"]+)"/.exec(made.text) ?? [];
    const gone = { path: `/me/contacts/${id}`, method: 'delete' };
    const preview = await call('microsoft-graph-api', gone);
    expect(preview.text).toContain('call microsoft-graph-api again');
    const done = await call('microsoft-graph-api', { ...gone, confirmation: confirmationIn(preview.text) });
    expect(done).toMatchObject({ isError: false });
  });
});

describe('a server without LEGACY_TOOL_NAMES', () => {
  it('does not accept an old name, and suggests the closest tool', async () => {
    const world = await startPortico();
    const token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
    const response = await postMcp(world, toolCall('sendMail', {}), { token, query: ALL });
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('Did you mean send_mail') },
    });
    await world.close();
  });
});
