import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

import { routes } from '../src/routes.ts';

/** Each room and the rooms that it may import from; what is not listed is a trespass. Leaves may be imported by all. */
const doors: Record<string, readonly string[]> = {
  functions: ['hosts'],
  hosts: ['app', 'routes', 'http', 'telemetry', 'standins', 'secrets', 'state', 'files', 'tools'],
  app: [
    'routes',
    'oauth',
    'mcp',
    'pages',
    'tools',
    'files',
    'graph',
    'entra',
    'policy',
    'secrets',
    'state',
    'telemetry',
    'http',
  ],
  routes: [],
  oauth: ['pages', 'entra', 'policy', 'secrets', 'state', 'telemetry', 'http'],
  mcp: ['tools', 'files', 'graph', 'entra', 'policy', 'telemetry', 'http'],
  pages: ['http'],
  tools: ['graph', 'files', 'policy'],
  files: [],
  graph: ['entra', 'policy', 'secrets', 'telemetry'],
  entra: ['secrets', 'telemetry'],
  policy: [],
  secrets: ['telemetry'],
  state: ['secrets', 'telemetry'],
  telemetry: ['secrets'],
  http: ['telemetry', 'routes'],
  standins: [],
  upstream: ['telemetry'],
};

/** Files of the ground floor: what every room may stand on. */
const leaves = ['src/config.ts', 'src/errors.ts', 'src/cloud.ts', 'src/version.ts', 'src/upstream.ts'];

/** Type-only imports that run uphill because the contract belongs to the room that is served. */
const contracts: readonly string[] = [
  'src/policy/policy.ts -> src/tools/define.ts',
  'src/policy/policy.ts -> src/graph/request.ts',
];

/** The only rooms that may name these packages. */
const packages: Record<string, readonly string[]> = {
  '@azure/functions': ['hosts'],
  '@azure/msal-node': ['entra'],
  '@modelcontextprotocol/server': ['mcp'],
  '@modelcontextprotocol/client': ['hosts'],
  '@azure/data-tables': ['state'],
  '@azure/keyvault-secrets': ['secrets'],
  '@azure/identity': ['secrets'],
  applicationinsights: ['telemetry'],
  undici: ['graph'],
};

const root = join(import.meta.dirname, '..');
const sources = [...walk('src'), ...walk('functions')];

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function roomOf(file: string): string {
  const [top, second = ''] = file.split('/');
  return top === 'src' ? second.replace('.ts', '') : String(top);
}

function importsOf(file: string): { from: string; typeOnly: boolean }[] {
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...read(file).matchAll(pattern)].map((match) => ({
    from: match[3] ?? match[4] ?? match[5] ?? '',
    typeOnly: match[2] !== undefined,
  }));
}

function localImports(file: string): { to: string; typeOnly: boolean }[] {
  return importsOf(file)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from, typeOnly }) => ({ to: normalize(join(dirname(file), from)), typeOnly }));
}

describe('the house', () => {
  it('lets imports run downhill only', () => {
    const trespasses = sources.flatMap((file) =>
      localImports(file)
        .filter(({ to, typeOnly }) => {
          const [from, into] = [roomOf(file), roomOf(to)];
          if (from === into || leaves.includes(to)) return false;
          return !doors[from]?.includes(into) && !(typeOnly && contracts.includes(`${file} -> ${to}`));
        })
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(trespasses).toEqual([]);
  });

  it('has no circle of files, not even of their types', () => {
    const open = new Map(sources.map((file) => [file, localImports(file).map(({ to }) => to)]));
    const isApart = (file: string, imports: readonly string[]) =>
      imports.every((to) => !open.has(to)) || ![...open.values()].some((others) => others.includes(file));
    for (let before = 0; before !== open.size;) {
      before = open.size;
      for (const [file, imports] of open) if (isApart(file, imports)) open.delete(file);
    }
    expect([...open.keys()]).toEqual([]);
  });

  it('lets each library in through one room', () => {
    const strays = sources.flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly }) => {
          const allowed = typeOnly ? undefined : packages[from];
          return allowed !== undefined && !allowed.includes(roomOf(file)) && roomOf(file) !== 'standins';
        })
        .map(({ from }) => `${file} -> ${from}`),
    );
    expect(strays).toEqual([]);
  });

  it('keeps oauth and mcp strangers to each other', () => {
    const meetings = sources.filter((file) =>
      localImports(file).some(({ to }) => [roomOf(file), roomOf(to)].toSorted().join() === 'mcp,oauth'),
    );
    expect(meetings).toEqual([]);
  });

  it('has one functions file for each route, and the purge', () => {
    const files = walk('functions').map((file) => file.replace(/^functions\/|\.ts$/g, ''));
    expect(files.toSorted()).toEqual([...Object.keys(routes), 'purge'].toSorted());
  });

  it('keeps every functions file to a single call', () => {
    const busy = walk('functions').filter((file) => read(file).trim().split('\n').filter(Boolean).length > 3);
    expect(busy).toEqual([]);
  });

  it('reads the environment in hosts only', () => {
    expect(sources.filter((file) => roomOf(file) !== 'hosts' && /process\.env/.test(read(file)))).toEqual([]);
  });

  it('makes decisions in policy only', () => {
    const callers = sources.filter((file) => /\bdecide\(/.test(read(file)) && roomOf(file) !== 'policy');
    expect(callers).toEqual([]);
  });

  it('writes to the console in hosts only', () => {
    expect(sources.filter((file) => roomOf(file) !== 'hosts' && /console\./.test(read(file)))).toEqual([]);
  });

  it('keeps stand-ins out of what production imports', () => {
    const ofTheDemo = /^src\/hosts\/(demo|standins|tour)(\.ts|\/)/;
    const users = sources.filter(
      (file) => roomOf(file) !== 'standins' && localImports(file).some(({ to }) => roomOf(to) === 'standins'),
    );
    expect(users.filter((file) => !ofTheDemo.test(file))).toEqual([]);
  });

  it('holds no file over 300 lines', () => {
    const long = [...sources, ...walk('test'), ...walk('bench')].filter(
      (file) => read(file).split('\n').length > 301,
    );
    expect(long).toEqual([]);
  });

  it('exports by name only', () => {
    expect(sources.filter((file) => /export default/.test(read(file)))).toEqual([]);
  });

  it('says above each export what it promises', () => {
    const silent = sources.flatMap((file) => {
      const lines = read(file).split('\n');
      return lines
        .map((line, index) => ({ line, above: lines[index - 1]?.trim() ?? '' }))
        .filter(
          ({ line, above }) =>
            /^export (async )?(function|const|type|interface|class) /.test(line) && !above.endsWith('*/'),
        )
        .map(({ line }) => `${file}: ${line.slice(0, 60)}`);
    });
    expect(silent).toEqual([]);
  });
});
