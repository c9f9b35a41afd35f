// `npm run permissions -- --toolsets mail,calendar [--preset lite] [--readonly]` prints the delegated permissions that
// the tools of a connection URL need, and the tools that need each permission.
import { parseArgs } from 'node:util';

import { importSources } from './import-sources.js';
import { permissionReport, renderReport } from './permissions/report.js';

const sources = `
  export { readToolSelection } from './src/mcp/tool-selection.ts';
  export { createPolicy } from './src/policy/policy.ts';
  export { covers, needsAdministrator, permissionInWords } from './src/graph/permissions.ts';
  export { catalogue } from './src/tools/catalogue.gen.ts';
`;

const options = /** @type {const} */ ({
  toolsets: { type: 'string' },
  preset: { type: 'string' },
  readonly: { type: 'boolean' },
});

/** @param {readonly string[]} args @returns {Promise<{ text: string } | { problem: string }>} */
export async function permissionsFor(args) {
  const parsed = parse(args);
  if ('problem' in parsed) return parsed;
  const known = await importSources(sources);
  const selected = known.readToolSelection(new URLSearchParams(parsed.query));
  if (!selected.ok) return { problem: selected.problem.replace('The URL names', 'The command names') };
  const policy = known.createPolicy(noLimits, known.catalogue);
  const caller = { ceiling: { toolsets: 'all', readOnly: false }, selection: selected.selection };
  /** @param {import('./permissions/report.js').NeedyTool} tool */
  const isListed = (tool) => policy.visible(caller, tool);
  /** @param {string} area */
  const isReachable = (area) => policy.reaches(caller, area);
  return { text: renderReport(permissionReport(known.catalogue.filter(isListed), isReachable, known)) };
}

const noLimits = {
  toolsets: 'all',
  enabledTools: 'all',
  readOnly: false,
  externalSend: 'confirm',
  graphBeta: false,
};

const usage = 'Usage: npm run permissions -- [--toolsets mail,calendar] [--preset all] [--readonly]';

/**
 * Converts the options to a URL query.
 * @param {readonly string[]} args @returns {{ query: Record<string, string> } | { problem: string }}
 */
function parse(args) {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const { toolsets, preset, readonly } = values;
    return {
      query: {
        ...(toolsets !== undefined && { toolsets }),
        ...(preset !== undefined && { preset }),
        ...(readonly === true && { readonly: '1' }),
      },
    };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : String(error)}\n${usage}` };
  }
}

if (process.argv[1]?.endsWith('permissions.js')) {
  const result = await permissionsFor(process.argv.slice(2));
  if ('text' in result) process.stdout.write(`${result.text}\n`);
  else {
    process.stderr.write(`${result.problem}\n`);
    process.exitCode = 1;
  }
}
