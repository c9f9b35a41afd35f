import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Another server's search. Returns the requests of the tools that it finds, best first, such as `GET /me/messages`. */
export type PeerSearch = {
  /** Returns whether the server has a tool for a request. Names in braces are ignored. */
  serves(request: string): boolean;
  find(question: string): readonly string[];
};

/**
 * The parts of Softeria's package that the benchmark uses. The package's index covers all tools, including those for
 * organisations.
 */
type Package = {
  buildToolsRegistry(
    readOnly: boolean,
    orgMode: boolean,
  ): ReadonlyMap<string, { readonly tool: { readonly method: string; readonly path: string } }>;
  buildDiscoverySearchIndex(registry: unknown, utilities: unknown): unknown;
  scoreDiscoveryQuery(query: string, index: unknown): readonly { readonly id: string }[];
  readonly UTILITY_TOOLS: unknown;
};

const ENTRY = resolve('bench/peer/node_modules/@softeria/ms-365-mcp-server/dist/graph-tools.js');

/** Opens the BM25 search of Softeria's discovery mode. Returns undefined if Softeria's package is not installed. */
export async function openPeerSearch(): Promise<PeerSearch | undefined> {
  if (!existsSync(ENTRY)) return undefined;
  const peer = (await import(pathToFileURL(ENTRY).href)) as Package;
  const registry = peer.buildToolsRegistry(false, true);
  const index = peer.buildDiscoverySearchIndex(registry, peer.UTILITY_TOOLS);
  const requestOf = new Map(
    [...registry].map(([name, { tool }]) => [
      name,
      normaliseRequest(`${tool.method.toUpperCase()} ${tool.path}`),
    ]),
  );
  const requests = new Set(requestOf.values());
  return {
    serves: (request) => requests.has(normaliseRequest(request)),
    find: (question) => peer.scoreDiscoveryQuery(question, index).map(({ id }) => requestOf.get(id) ?? id),
  };
}

/**
 * Makes requests of the two servers comparable: changes `/users/{user-id}` to `/me`, because both paths lead to the
 * same resources, and removes the names of ids.
 */
export function normaliseRequest(request: string): string {
  return request
    .replaceAll(/\{[^}]*\}|:[\w-]+/g, '{}')
    .replace(/ \/users\/\{\}(?=\/|$)/, ' /me')
    .toLowerCase();
}
