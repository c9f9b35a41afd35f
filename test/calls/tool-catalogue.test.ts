import { describe, expect, it } from 'vitest';

import { closest, createCatalogue } from '../../src/calls/tool-catalogue.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { callerWith, configWith, tools } from '../kit/mcp-office.ts';

describe('the catalogue', () => {
  const write = (told: readonly { name: string }[]) => told.map((tool) => tool.name).join();

  it('writes a list once for each set of tools and form', () => {
    const catalogue = createCatalogue(tools);
    const first = catalogue.written(tools, 'modern', write);
    expect(first.toString()).toBe('read_note,edit_note,send_note,show_scopes,loose_cannon');
    expect(catalogue.written([...tools], 'modern', write)).toBe(first);
    expect(catalogue.written(tools, 'legacy', write)).not.toBe(first);
    expect(catalogue.written(tools.slice(1), 'modern', write).toString()).not.toContain('read_note');
  });

  it('keeps a bounded number of lists, the latest ones', () => {
    const catalogue = createCatalogue(tools);
    const first = catalogue.written(tools, 'form 0', write);
    for (let form = 1; form < 64; form += 1) catalogue.written(tools, `form ${form}`, write);
    expect(catalogue.written(tools, 'form 0', write)).toBe(first);
    for (let form = 64; form < 128; form += 1) catalogue.written(tools, `form ${form}`, write);
    expect(catalogue.written(tools, 'form 0', write)).not.toBe(first);
  });

  it('shows each caller their own tools in one order', () => {
    const catalogue = createCatalogue(tools);
    const policy = createPolicy(configWith());
    const names = (preset: 'all' | 'core') =>
      catalogue
        .visibleTo(callerWith({ selection: { preset, readOnly: false } }), policy)
        .map((tool) => tool.name);
    expect(names('core')).toEqual(['read_note', 'show_scopes']);
    expect(names('all')).toEqual(tools.map((tool) => tool.name));
  });
});

it.each([
  ['sendMail', ['send_mail']],
  ['list-message', ['list_messages']],
  ['messages', ['get_message', 'list_messages']],
  ['xyzzy', []],
  ['', []],
])('finds for %j the names %j', (name, expected) => {
  const names = ['send_mail', 'list_messages', 'get_message', 'list_events', 'a'];
  expect(closest(name, names)).toEqual(expected);
});
