import { describe, expect, it } from 'vitest';

import { isInPreset, presets, type PresetName } from '../../src/policy/presets.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { reasonAndRemedy } from '../../src/policy/remedies.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { callerWith, configWith } from '../kit/mcp-endpoint.ts';

const policy = createPolicy(configWith(), catalogue);
const listed = (
  preset: PresetName,
  more: { toolsets?: readonly string[]; addedToolsets?: readonly string[]; readOnly?: boolean } = {},
) => {
  const caller = callerWith({ selection: { preset, readOnly: false, ...more } });
  return catalogue.filter((tool) => policy.visible(caller, tool));
};
const names = (...asked: Parameters<typeof listed>) => listed(...asked).map(({ name }) => name);

it('the connector preset contains exactly the two tools that ChatGPT uses', () => {
  expect(names('connector')).toEqual(['search', 'fetch']);
});

it('the readonly preset contains the read tools of the default preset', () => {
  expect(listed('readonly').every(({ kind }) => kind === 'read')).toBe(true);
  expect(names('readonly')).toEqual(names('default', { readOnly: true }));
});

it('the admin preset contains the tools for people, groups and the directory, but none for mail or files', () => {
  const areas = new Set(listed('admin').map(({ area }) => area));
  expect(areas).toContain('users');
  expect([...areas].filter((area) => !['core', 'users', 'groups', 'directory'].includes(area))).toEqual([]);
});

it('the all preset contains every tool, and the default preset contains the core tools except graph_batch', () => {
  expect(names('all')).toEqual(catalogue.map(({ name }) => name));
  expect(names('default')).toEqual(
    expect.arrayContaining(names('core').filter((name) => name !== 'graph_batch')),
  );
});

describe('the presets', () => {
  it.each([
    ['lite', 16],
    ['default', 40],
  ] as const)('limit %s to at most %i tools', (preset, most) => {
    expect(listed(preset).length).toBeLessThanOrEqual(most);
    expect(listed(preset).length).toBeGreaterThan(most / 2);
  });

  it.each(presets)('are limited further by ?toolsets= and ?readonly=1: %s', (preset) => {
    const limited = listed(preset, { toolsets: ['core', 'mail'], readOnly: true });
    for (const { area, kind } of limited) {
      expect(['core', 'mail']).toContain(area);
      expect(kind).toBe('read');
    }
  });

  it("can be extended by complete toolsets with ?toolsets=default,…, as far as the organisation's rules allow", () => {
    const teams = catalogue.filter(({ area }) => area === 'teams').map(({ name }) => name);
    const extended = names('default', { addedToolsets: ['teams'] });
    expect(new Set(extended)).toEqual(new Set([...names('default'), ...teams]));
    const readOnly = names('default', { addedToolsets: ['teams'], readOnly: true });
    expect(readOnly).toEqual(extended.filter((name) => names('all', { readOnly: true }).includes(name)));
  });

  it('never contain a tool that only another preset names', () => {
    const tool = { area: 'mail', kind: 'read', presets: ['lite'] } as const;
    expect(presets.filter((preset) => isInPreset(preset, tool))).toEqual(['lite', 'discovery', 'all']);
  });
});

describe('a tool that works only with data from other areas', () => {
  it.each([
    ['is hidden if the URL selects none of them', ['core', 'tasks'], false],
    ['is listed if the URL selects one of them', ['core', 'mail'], true],
  ] as const)('%s', (_what, toolsets, expected) => {
    expect(names('all', { toolsets }).includes('get_changes')).toBe(expected);
  });
});

it.each(['toolsets', 'enabled-tools', 'read-only', 'token-ceiling', 'url-preset', 'url-toolsets'])(
  'the remedy for the %s rule says who can apply the remedy',
  (rule) => {
    expect(reasonAndRemedy({ rule, reason: 'No.' }, 'mail')).toMatch(/^No\. .*(?:operator|[Tt]he user)/);
  },
);
