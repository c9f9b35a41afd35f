import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { listedIn } from '../src/calls/dispatched-call.ts';
import { settingNames } from '../src/config/settings.ts';
import { routes } from '../src/routes.ts';
import { catalogue, linkedCatalogue } from '../src/tools/catalogue.gen.ts';
import { loadLegacyTools, legacyServers } from '../src/tools/legacy/legacy-servers.ts';
import { isExpected, isListed } from './tools/records/expected-tools.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/migrating.md'), 'utf8');

const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** Returns the cells of all table rows, without the header rows. */
function rowsIn(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('| Portico |'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .map((one) => one.trim())
        .slice(1, -1),
    );
}

const sectionOf = (title: string): string =>
  page.split(/^## /m).find((section) => section.startsWith(title)) ?? '';

/** How the title of each server's section begins. */
const sections = {
  'msgraph-mcp': 'samuelhalff',
  'm365-mcp-server': 'nikolanovoselec',
  spotify: 'Spotify',
} as const;

const isLinked = (name: string) => linkedCatalogue.some((tool) => tool.name === name);

describe('docs/migrating.md', () => {
  const ours = rowsIn(page).flatMap(([, portico = '']) => codeIn(portico));

  it('names only tools that exist or belong to an unfinished area', () => {
    const tools = ours.filter((code) => /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(code) && code !== 'teams_meeting');
    expect(tools.length).toBeGreaterThan(50);
    const discovered = listedIn('discovery', catalogue).map(({ name }) => name);
    const isKnown = (name: string) =>
      isListed(name) || isExpected(name) || isLinked(name) || discovered.includes(name);
    expect(tools.filter((name) => !isKnown(name))).toEqual([]);
  });

  it('names only settings that exist', () => {
    const settings = ours.flatMap(
      (code) => /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?$/.exec(code)?.[1] ?? [],
    );
    expect(settings.length).toBeGreaterThan(15);
    expect(settings.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('names only paths that are served', () => {
    const paths = ours.filter((code) => /^\/[a-z]+$/.test(code));
    const served = Object.values(routes).map(({ path }) => path as string);
    const graph = ['/beta', '/users', '/groups', '/applications'];
    expect(paths.filter((path) => !served.includes(path) && !graph.includes(path))).toEqual([]);
  });

  it.each(legacyServers)('lists every old tool of %s with the tools that replace it', async (server) => {
    const { tools, gone } = await loadLegacyTools(server);
    const rows = rowsIn(sectionOf(sections[server]));
    const rowOf = (name: string) => rows.find(([old = '']) => codeIn(old).includes(name));
    for (const { name, tools: targets } of tools) {
      const [, portico = ''] = rowOf(name) ?? [];
      const fallback = ['graph_write', 'graph_get'];
      const main = targets.filter((target) => targets.length === 1 || !fallback.includes(target));
      expect(codeIn(portico), name).toEqual(expect.arrayContaining(main));
    }
    for (const name of Object.keys(gone)) expect(rowOf(name)?.[1], name).toBe('not available');
  });

  it('lists each renamed or removed argument of the old tools', async () => {
    for (const server of legacyServers) {
      const { tools } = await loadLegacyTools(server);
      const section = sectionOf(sections[server]);
      const rows = rowsIn(section);
      for (const { name, inputSchema } of tools) {
        const row = rows.find(([old = '']) => codeIn(old).includes(name))?.join(' ') ?? '';
        const camel = Object.keys(inputSchema['properties'] ?? {}).filter((argument) =>
          /[A-Z]/.test(argument),
        );
        const unnamed = camel.filter((argument) => !row.includes(argument));
        const common = ['fetchAll', 'apiVersion', 'subscriptionId', 'entityTypes', 'graphApiVersion'];
        expect(
          unnamed.filter((argument) => !common.includes(argument)),
          name,
        ).toEqual([]);
      }
    }
  });
});
