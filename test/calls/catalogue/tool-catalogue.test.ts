import { describe, expect, it } from 'vitest';

import { closest } from '../../../src/calls/catalogue/closest-names.ts';
import { createCatalogue, type KnownAboutCaller } from '../../../src/calls/catalogue/tool-catalogue.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { tools } from '../../kit/calls/note-tools.ts';
import { callerWith, configWith } from '../../kit/mcp-endpoint.ts';

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

  describe('after listing the tools for the same user', () => {
    const catalogue = createCatalogue(tools, async (tool) => tool);
    const policy = createPolicy(configWith());
    const noStates = () => undefined;
    const names = (
      caller: Parameters<typeof callerWith>[0] = {},
      granted?: readonly string[],
      stateOf: KnownAboutCaller['stateOf'] = noStates,
      rules = policy,
    ) => catalogue.visibleTo(callerWith(caller), rules, { granted, stateOf }).map((tool) => tool.name);
    const everything = tools.map((tool) => tool.name);
    const readOnly = ['read_note', 'show_scopes', 'loose_cannon'];

    it.each([
      [
        'a narrower sign-in',
        { ceiling: { toolsets: ['core'], readOnly: false } },
        ['show_scopes', 'loose_cannon'],
      ],
      ['a read-only sign-in', { ceiling: { toolsets: 'all', readOnly: true } }, readOnly],
      ['a read-only URL', { selection: { preset: 'all', readOnly: true } }, readOnly],
    ] as const)('lists only the allowed tools for %s', (_what, caller, expected) => {
      expect(names()).toEqual(everything);
      expect(names(caller)).toEqual(expected);
      expect(names()).toEqual(everything);
    });

    it('hides tools whose permissions are no longer granted', () => {
      expect(names({}, ['Notes.ReadWrite', 'Mail.Send'])).toEqual(everything);
      expect(names({}, ['Notes.Read'])).toEqual(['read_note', 'show_scopes', 'loose_cannon']);
      expect(names({}, undefined)).toEqual(everything);
    });

    it('hides the tools of a service while the user lacks the service', () => {
      const noNotes: KnownAboutCaller['stateOf'] = ({ area }) =>
        area === 'onenote' ? { rule: 'no_notes', reason: 'No notes.' } : undefined;
      expect(names()).toEqual(everything);
      expect(names({}, undefined, noNotes)).toEqual(['send_note', 'show_scopes', 'loose_cannon']);
      expect(names()).toEqual(everything);
    });

    it('lists only the tools that a stricter policy allows', () => {
      const strict = createPolicy(configWith({ enabledTools: ['read_note'] }));
      expect(names()).toEqual(everything);
      expect(names({}, undefined, noStates, strict)).toEqual(['read_note']);
    });
  });
});

it.each([
  ['sendMail', ['send_mail']],
  ['list-message', ['list_messages']],
  ['messages', ['get_message', 'list_messages']],
  ['xyzzy', []],
  ['', []],
])('the tool names closest to %j are %j', (name, expected) => {
  const names = ['send_mail', 'list_messages', 'get_message', 'list_events', 'a'];
  expect(closest(name, names)).toEqual(expected);
});
