// `npm run tokens` prints what tools/list costs in each preset, in o200k tokens, and fails if a preset exceeds its budget.
import { importSources } from './import-sources.js';
import { budgets, tokensOf } from './tokens/budgets.js';

const sources = `
  export { isInPreset, presets } from './src/policy/presets.ts';
  export { toListedTool } from './src/mcp/tool-list.ts';
  export { catalogue } from './src/tools/catalogue.gen.ts';
`;

const { isInPreset, presets, toListedTool, catalogue } = await importSources(sources);
for (const preset of presets) {
  const tools = catalogue.filter((/** @type {any} */ tool) => isInPreset(preset, tool));
  const tokens = tokensOf(tools.map((/** @type {any} */ tool) => toListedTool(tool, {})));
  const budget = budgets[preset];
  const verdict = tokens > budget ? 'EXCEEDS its budget' : 'is within its budget';
  process.stdout.write(`${preset}: ${tools.length} tools, ${tokens} tokens, ${verdict} of ${budget}\n`);
  if (tokens > budget) process.exitCode = 1;
}
