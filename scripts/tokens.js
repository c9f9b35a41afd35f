// `npm run tokens` prints what tools/list costs in each preset and with linked accounts, and what the other lists and
// the skills cost, in o200k tokens. The command fails if a cost exceeds its budget.
import { importSources } from './import-sources.js';
import { budgets, linkedBudgets, SKILL_BUDGET, tokensOf, tokensOfText } from './tokens/budgets.js';

// Closing the pipe early, as in `npm run tokens | head`, is not a failure.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const sources = `
  export { createPolicy } from './src/policy/policy.ts';
  export { isInPreset, presets } from './src/policy/presets.ts';
  export { listedIn } from './src/calls/dispatched-call.ts';
  export { readToolSelection } from './src/mcp/tool-selection.ts';
  export { toListedTool } from './src/mcp/tool-list.ts';
  export { catalogue, linkedCatalogue } from './src/tools/catalogue.gen.ts';
  export { listPrompts } from './src/mcp/prompts/prompts.ts';
  export { templatesFor } from './src/mcp/resources/resource-templates.ts';
  export { createSkills } from './src/mcp/skills/skills.ts';
`;

const { isInPreset, listedIn, presets, toListedTool, catalogue, linkedCatalogue, ...lists } =
  await importSources(sources);
for (const preset of presets)
  report(
    preset,
    listedIn(
      preset,
      catalogue.filter((/** @type {any} */ tool) => isInPreset(preset, tool)),
    ),
    budgets[preset] ?? 0,
  );

const everything = [...catalogue, ...linkedCatalogue];
const policy = lists.createPolicy(
  { toolsets: 'all', enabledTools: 'all', readOnly: false, externalSend: 'confirm', graphBeta: false },
  everything,
);
for (const [query, budget] of Object.entries(linkedBudgets)) {
  const { selection } = lists.readToolSelection(new URLSearchParams(query));
  const caller = { ceiling: { toolsets: 'all', readOnly: false }, selection };
  report(
    `/mcp${query} with linked accounts`,
    everything.filter((tool) => policy.visible(caller, tool)),
    budget,
  );
}

/** @param {string} name @param {readonly any[]} tools @param {number} budget */
function report(name, tools, budget) {
  const tokens = tokensOf(tools.map((tool) => toListedTool(tool, {})));
  const verdict = tokens > budget ? 'EXCEEDS its budget' : 'is within its budget';
  process.stdout.write(`${name}: ${tools.length} tools, ${tokens} tokens, ${verdict} of ${budget}\n`);
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
