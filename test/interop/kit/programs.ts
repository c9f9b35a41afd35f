import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = (path: string): string =>
  fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));

/** The entry files of the third-party programs. */
export const programs = {
  azuriteTable: installed('azurite/dist/src/table/main.js'),
  conformance: installed('@modelcontextprotocol/conformance/dist/index.js'),
  inspector: installed('@modelcontextprotocol/inspector/clients/launcher/build/index.js'),
  mcpRemote: installed('mcp-remote/dist/proxy.js'),
} as const;

/** Returns the path of Node 22 or newer, which the conformance suite and the Inspector need. */
export function newerNode(): string {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  const node22 = installed('node22/bin/node');
  if (existsSync(node22)) return node22;
  throw new Error(
    'These tests need Node 22 or newer. It is installed automatically on Linux x64 only; run them with Node 22.',
  );
}
