import { describe, expect, it } from 'vitest';

import { closest } from '../../../src/calls/catalogue/closest-names.ts';
import { createCatalogue } from '../../../src/calls/catalogue/tool-catalogue.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { callerWith, configWith, tools } from '../../kit/mcp-endpoint.ts';

describe('the catalogue', () => {
  it('shows each caller the tools available to them, in a fixed order', () => {
    const catalogue = createCatalogue(tools, async (tool) => tool);
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
])('the names closest to %j are %j', (name, expected) => {
  const names = ['send_mail', 'list_messages', 'get_message', 'list_events', 'a'];
  expect(closest(name, names)).toEqual(expected);
});
