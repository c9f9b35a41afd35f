// `node scripts/connectors.js <public URL> [folder] [--reference-id <id>]`: writes the connector files for a server.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { connectorFiles } from './connectors/files.js';
import { readPublicUrl } from './connectors/public-url.js';
import { listedTools } from './connectors/tools.js';

const usage = 'Usage: node scripts/connectors.js https://mcp.contoso.com [folder] [--reference-id <id>]';

try {
  const { url, folder, referenceId } = readArguments();
  const listed = await listedTools(process.env);
  if ('problems' in listed) throw new Error(listed.problems.join('\n'));
  const files = connectorFiles({ url, ...listed, referenceId });
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  process.stdout.write(report({ url, folder, files, referenceId }));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { 'reference-id': { type: 'string' } } });
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}\n${usage}`, { cause: error });
  }
  const [given, folder, ...rest] = parsed.positionals;
  const referenceId = parsed.values['reference-id'];
  if (given === undefined || rest.length > 0) throw new Error(usage);
  const url = readPublicUrl(given, usage);
  if (referenceId !== undefined && !/^[\w=.+/#-]{1,128}$/.test(referenceId)) {
    throw new Error(
      '--reference-id must be the id that the Agents Toolkit shows: letters and digits, no spaces.',
    );
  }
  return { url, folder: folder ?? join('tmp', 'connectors', url.hostname), referenceId };
}

function report({ url, folder, files, referenceId }) {
  const folders = new Set([...files.keys()].map((path) => path.split('/')[0]));
  const lines = [`Connector files for ${url.origin}/mcp in ${folder}:`];
  for (const name of folders) lines.push(`  ${name}`);
  if (url.protocol === 'http:') {
    lines.push(
      'Files for Copilot Studio and Microsoft 365 Copilot were not written, because they cannot reach a server on localhost.',
    );
  } else if (referenceId === undefined) {
    lines.push(
      'microsoft-365-agent is NOT finished: ai-plugin.json contains the placeholder ${{PORTICO_OAUTH_REFERENCE_ID}} instead',
      'of the id of its OAuth registration, and so does the manifest in microsoft-365-connector. docs/clients.md explains how',
      'to get it; then run this again with --reference-id <id>.',
    );
  }
  return `${lines.join('\n')}\n`;
}
