import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { argumentsOf } from '../../../src/tools/core/discovery/arguments-of-tool.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

describe("the one-line summary of a tool's arguments", () => {
  const toolNamed = (name: string) => catalogue.find((tool) => tool.name === name)?.inputSchema ?? {};

  it('states names, types, choices, defaults and which arguments are required', () => {
    const properties = {
      id: { type: 'string', description: 'From list_messages.' },
      kind: { type: 'string', enum: ['a', 'b'], default: 'a' },
      top: { type: 'integer', maximum: 50, description: 'Rows.' },
      from: { type: 'integer', default: 0 },
      ids: { type: 'boolean', description: 'false omits ids.' },
      people: { type: 'array', items: { type: 'string' }, description: 'Names.' },
      days: { type: 'array', items: { type: 'string', enum: ['mon', 'tue'] } },
      values: { type: 'object' },
      note: { type: 'string' },
      confirmation: { type: 'string', description: 'From the preview.' },
    };
    expect(argumentsOf({ type: 'object', properties, required: ['id'] })).toBe(
      '{id*: From list_messages; kind: a|b, default a; top: number up to 50, Rows; from: number; ' +
        'ids: true|false, false omits ids; people: list, Names; days: list of mon|tue; values: object; note}',
    );
  });

  it.each([{}, { properties: {} }])('is {} for %j', (schema) => {
    expect(argumentsOf(schema)).toBe('{}');
  });

  it.each(catalogue.map((tool) => [tool.name, tool] as const))(
    'contains every argument of %s except the confirmation',
    (_name, { inputSchema }) => {
      const names = Object.keys(inputSchema['properties'] ?? {}).filter((name) => name !== 'confirmation');
      const line = argumentsOf(inputSchema);
      for (const name of names) expect(line).toMatch(new RegExp(`[{ ]${name}[*:;}]`));
    },
  );

  it('marks the required arguments', () => {
    expect(argumentsOf(toolNamed('reply_to_message'))).toContain('message_id*:');
  });
});

describe('graph_search_operations in the discovery preset', () => {
  let tenant: DemoTenant;
  let reading: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant({ selection: { preset: 'discovery', readOnly: false } });
    reading = await openDemoTenant({
      selection: { preset: 'discovery', readOnly: true, toolsets: ['mail'] },
    });
  });
  afterAll(() => Promise.all([tenant.close(), reading.close()]));
  const find = async (query: string, from = tenant) =>
    (await from.callOnce('ana.silva', 'graph_search_operations', { query })).text;

  it('describes the best tool with its arguments, and names the next best tools', async () => {
    const text = await find('reply to an email');
    expect(text).toMatch(/^reply_to_message \(write\): .*\{message_id\*: /m);
    expect(text).toMatch(/^Also: \w+/m);
  });

  it('finds the tools for several steps in one call, and describes each tool once', async () => {
    const text = await find('read an email; reply to an email\nread an email');
    expect(text.match(/^get_message \(read\)/gm)).toHaveLength(1);
    expect(text).toContain('\nreply_to_message (write)');
  });

  it.each(['move_file', 'list_planner_tasks'])('describes a tool by its name: %s', async (name) => {
    const text = await find(name);
    expect(text).toMatch(new RegExp(`^${name} \\((?:read|write)\\): `, 'm'));
    expect(text).not.toContain('Also:');
  });

  it('names an operation and how to use it if no tool matches', async () => {
    const text = await find('wipe a stolen phone');
    expect(text).toMatch(/^POST \/deviceManagement\/managedDevices\/\{managedDevice-id\}\/wipe/m);
    expect(text).toContain('graph_write');
  });

  it('finds only tools that the caller is allowed to call', async () => {
    const text = await find('send an email; create a file; read an email', reading);
    expect(text).toContain('get_message (read)');
    expect(text).not.toMatch(/send_mail|upload_file|\(write\)/);
  });

  it('finds only tools whose permission was granted', async () => {
    await tenant.granting('ana.silva', ['User.Read', 'Mail.Read'], async () => {
      expect(await find('send an email')).not.toContain('send_mail');
      expect(await find('read an email')).toContain('get_message');
    });
  });

  it('states how many steps it left out', async () => {
    const steps = Array.from({ length: 10 }, (_, index) => `read email ${index}`).join('; ');
    expect(await find(steps)).toContain('Not searched: 2 more steps. Search for the rest in another call.');
  });

  it('names the steps that match nothing', async () => {
    const text = await find('read an email; zzzzqqqq xxyyzz; get_message; qqqqzzzz');
    expect(text).toContain('get_message (read)');
    expect(text).toContain(
      'Nothing matches "zzzzqqqq xxyyzz", "qqqqzzzz". Search for it in other words, in English.',
    );
    expect(await find('read an email; get_message')).not.toContain('Nothing matches');
  });

  it('does not mention refused operations if a tool matches better', async () => {
    const limited = await openDemoTenant({
      policy: policyWith({ enabledTools: ['graph_search_operations', 'list_messages'] }),
      selection: { preset: 'discovery', readOnly: false },
    });
    const text = await find('read mail', limited);
    expect(text).toContain('list_messages (read)');
    expect(text).not.toContain('Left out');
    expect(await find('wipe a stolen phone', limited)).toContain('Left out');
    await limited.close();
  });

  it('does not report a step as unmatched if policy refuses the matching operation', async () => {
    const refused = await find('wipe a stolen phone', reading);
    expect(refused).toMatch(/^Left out: /);
    expect(refused).not.toMatch(/Nothing matches|Best matches|\n$/);
    const some = await find('wipe a stolen phone; zzzzqqqq', reading);
    expect(some).toContain('\nNothing matches "zzzzqqqq".');
    expect(some).not.toContain('Best matches');
    expect(await find('wipe a stolen phone; read an email', reading)).not.toContain('Nothing matches');
  });

  it.each([';;', 'zzzzqqqq xxyyzz'])('reports that nothing matches: %s', async (query) => {
    expect(await find(query)).toContain('Nothing matches');
  });
});
