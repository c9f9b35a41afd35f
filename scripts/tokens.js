// `npm run tokens` prints what tools/list costs in each preset, and what the other lists and the largest skill cost, in o200k
// tokens. It fails if a preset or a skill exceeds its budget.
import { importSources } from './import-sources.js';
import { budgets, SKILL_BUDGET, tokensOf, tokensOfText } from './tokens/budgets.js';

const sources = `
  export { isInPreset, presets } from './src/policy/presets.ts';
  export { listedIn } from './src/calls/dispatched-call.ts';
  export { toListedTool } from './src/mcp/tool-list.ts';
  export { catalogue } from './src/tools/catalogue.gen.ts';
  export { listPrompts } from './src/mcp/prompts/prompts.ts';
  export { templatesFor } from './src/mcp/resources/resource-templates.ts';
  export { createSkills } from './src/mcp/skills/skills.ts';
`;

const { isInPreset, listedIn, presets, toListedTool, catalogue, ...lists } = await importSources(sources);
for (const preset of presets) {
  const tools = listedIn(
    preset,
    catalogue.filter((/** @type {any} */ tool) => isInPreset(preset, tool)),
  );
  const tokens = tokensOf(tools.map((/** @type {any} */ tool) => toListedTool(tool, {})));
  const budget = budgets[preset];
  const verdict = tokens > budget ? 'EXCEEDS its budget' : 'is within its budget';
  process.stdout.write(`${preset}: ${tools.length} tools, ${tokens} tokens, ${verdict} of ${budget}\n`);
  if (tokens > budget) process.exitCode = 1;
}

const prompts = lists.listPrompts(catalogue);
const templates = lists.templatesFor(catalogue);
const skills = lists.createSkills();
const listed = skills.list(catalogue);
process.stdout.write(`prompts/list: ${prompts.length} prompts, ${tokensOf(prompts)} tokens\n`);
process.stdout.write(
  `resources/templates/list: ${templates.length} templates, ${tokensOf(templates)} tokens\n`,
);
process.stdout.write(`skills/list: ${listed.length} skills, ${tokensOf(listed)} tokens\n`);
for (const { uri, frontmatter } of listed) {
  const tokens = tokensOfText(skills.textAt(uri, catalogue));
  const isOver = tokens > SKILL_BUDGET;
  process.stdout.write(
    `skill ${frontmatter.name}: ${tokens} tokens, ${isOver ? 'EXCEEDS its budget' : 'is within its budget'} of ${SKILL_BUDGET}\n`,
  );
  if (isOver) process.exitCode = 1;
}
