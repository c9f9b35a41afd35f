import { describe, expect, it } from 'vitest';

import { listedIn } from '../../src/calls/dispatched-call.ts';
import { toListedTool } from '../../src/mcp/tool-list.ts';
import { isInPreset, presets } from '../../src/policy/presets.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { script } from '../infra/scripts.ts';

type Budgets = {
  budgets: Readonly<Record<string, number>>;
  tokensOf: (tools: readonly object[]) => number;
};

describe('tools/list', () => {
  it.each(presets)('stays within its token budget in the preset %s', async (preset) => {
    const { budgets, tokensOf } = await script<Budgets>('scripts/tokens/budgets.js');
    const callable = catalogue.filter((tool) => isInPreset(preset, tool));
    const tools = listedIn(preset, callable).map((tool) => toListedTool(tool, {}));
    expect(tools.length).toBeGreaterThan(0);
    expect(tokensOf(tools)).toBeLessThanOrEqual(budgets[preset] ?? 0);
  });
});
