import { describe, expect, it } from 'vitest';

import { dispatchedCall, listedIn, whyNotRead } from '../../src/calls/dispatched-call.ts';
import { presets } from '../../src/policy/presets.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { callerWith } from '../kit/mcp-endpoint.ts';

const discovering = callerWith({ selection: { preset: 'discovery', readOnly: false } });

describe('a call to run_read_tool or run_write_tool', () => {
  const args = { from: 'Petra', top: 5 };

  it.each([
    ['an object', { tool: 'list_messages', arguments: args }],
    ['JSON text', { tool: 'list_messages', arguments: JSON.stringify(args) }],
    ['members next to the name of the tool', { tool: 'list_messages', ...args }],
    ['a single JSON string', JSON.stringify({ tool: 'list_messages', arguments: args })],
  ])('reads the arguments of the named tool from %s', (_what, given) => {
    expect(dispatchedCall('run_read_tool', given, discovering)).toEqual({
      ok: true,
      name: 'list_messages',
      given: args,
      mustRead: true,
    });
  });

  it.each([undefined, null, '', {}, []])('treats %j as no arguments', (none) => {
    const call = dispatchedCall('run_write_tool', { tool: 'get_me', arguments: none }, discovering);
    expect(call).toEqual({ ok: true, name: 'get_me', given: {}, mustRead: false });
  });

  it('accepts a confirmation next to the arguments', () => {
    const given = { tool: 'delete_event', arguments: { event_id: 'x' }, confirmation: 'abc' };
    expect(dispatchedCall('run_write_tool', given, discovering)).toMatchObject({
      given: { event_id: 'x', confirmation: 'abc' },
    });
  });

  it.each([
    ['a missing name', {}],
    ['an empty name', { tool: '' }],
    ['a name that is not text', { tool: 7 }],
    ['missing arguments', undefined],
    ['a list', ['list_messages']],
    ['text that is not JSON', 'list_messages'],
  ])('rejects %s and explains how to find the names of tools', (_what, given) => {
    expect(dispatchedCall('run_read_tool', given, discovering)).toEqual({
      ok: false,
      message: expect.stringContaining('graph_search_operations'),
    });
  });

  it.each([[['a']], ['not JSON'], ['["a"]'], [7], [false]])('rejects %j as arguments', (inner) => {
    const call = dispatchedCall('run_read_tool', { tool: 'get_me', arguments: inner }, discovering);
    expect(call).toEqual({ ok: false, message: expect.stringContaining('arguments must be an object') });
  });

  it('does not pollute the prototype of the arguments', () => {
    const given = JSON.parse('{"tool":"get_me","arguments":{"__proto__":{"polluted":1}}}') as unknown;
    const call = dispatchedCall('run_read_tool', given, discovering);
    expect(Object.getPrototypeOf(call?.ok === true ? call.given : undefined)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each(presets.filter((preset) => preset !== 'discovery'))(
    'is not dispatched in the %s preset',
    (preset) => {
      const caller = callerWith({ selection: { preset, readOnly: false } });
      expect(dispatchedCall('run_write_tool', { tool: 'send_mail' }, caller)).toBeUndefined();
    },
  );

  it('is the only kind of call that is dispatched', () => {
    expect(dispatchedCall('list_messages', { tool: 'send_mail' }, discovering)).toBeUndefined();
  });

  it('tells the model to call run_write_tool if the named tool changes something', () => {
    expect(whyNotRead('send_mail')).toContain('run_write_tool');
  });
});

describe('tools/list in the discovery preset', () => {
  const namesFor = (tools: typeof catalogue) => listedIn('discovery', tools).map(({ name }) => name);

  it('lists the tool that finds other tools and the two tools that run them', () => {
    expect(namesFor(catalogue)).toEqual(['graph_search_operations', 'run_read_tool', 'run_write_tool']);
  });

  it('omits run_write_tool if the caller has only read tools', () => {
    const reading = catalogue.filter(({ kind }) => kind === 'read');
    expect(namesFor(reading)).toEqual(['graph_search_operations', 'run_read_tool']);
  });

  it('lists all tools if the tool that finds other tools is not available', () => {
    const few = catalogue.filter(({ area }) => area === 'onenote');
    expect(namesFor(few)).toEqual(few.map(({ name }) => name));
  });

  it('lists the same records each time, so that the list can be cached', () => {
    const [first, again] = [listedIn('discovery', catalogue), listedIn('discovery', catalogue)];
    expect(first.every((tool, place) => tool === again[place])).toBe(true);
  });

  it('does not affect the lists of other presets', () => {
    expect(listedIn('all', catalogue)).toBe(catalogue);
  });
});
