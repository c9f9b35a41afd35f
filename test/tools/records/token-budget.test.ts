import { describe, expect, it } from 'vitest';

import { listedIn } from '../../../src/calls/dispatched-call.ts';
import { toListedTool } from '../../../src/mcp/tool-list.ts';
import { readToolSelection } from '../../../src/mcp/tool-selection.ts';
import { createPolicy } from '../../../src/policy/policy.ts';
import { isInPreset, presets } from '../../../src/policy/presets.ts';
import { catalogue, linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';
import { script } from '../../infra/scripts.ts';
import { callerWith, configWith } from '../../kit/mcp-endpoint.ts';

type Budgets = {
  budgets: Readonly<Record<string, number>>;
  linkedBudgets: Readonly<Record<string, number>>;
  tokensOf: (tools: readonly object[]) => number;
};

describe('tools/list', () => {
  it.each(presets)('stays within its token budget in the %s preset', async (preset) => {
    const { budgets, tokensOf } = await script<Budgets>('scripts/tokens/budgets.js');
    const callable = catalogue.filter((tool) => isInPreset(preset, tool));
    const tools = listedIn(preset, callable).map((tool) => toListedTool(tool, {}));
    expect(tools.length).toBeGreaterThan(0);
    expect(tokensOf(tools)).toBeLessThanOrEqual(budgets[preset] ?? 0);
  });

  it.each([
    ['', 40, 0],
    ['?toolsets=spotify', 1, 18],
    ['?toolsets=default,spotify', 40, 18],
    ['?preset=all', catalogue.length, 18],
  ])(
    'stays within its token budget with linked accounts turned on: /mcp%s',
    async (query, ofMicrosoft, linked) => {
      const { linkedBudgets, tokensOf } = await script<Budgets>('scripts/tokens/budgets.js');
      const everything = [...catalogue, ...linkedCatalogue];
      const read = readToolSelection(new URLSearchParams(query));
      const caller = callerWith(read.ok ? { selection: read.selection } : {});
      const policy = createPolicy(configWith(), everything);
      const tools = everything.filter((tool) => policy.visible(caller, tool));
      const isLinked = ({ provider }: { provider?: string }) => provider !== undefined;
      expect(tools.filter(isLinked)).toHaveLength(linked);
      expect(tools.length - linked).toBeLessThanOrEqual(ofMicrosoft);
      const cost = tokensOf(tools.map((tool) => toListedTool(tool, {})));
      expect(cost).toBeLessThanOrEqual(linkedBudgets[query] ?? 0);
    },
  );
});
