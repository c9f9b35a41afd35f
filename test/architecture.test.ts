import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

import { routes } from '../src/routes.ts';

/** The folders of `src/`, from the entry points down. A folder may import from folders in later rows. */
const layers: readonly (readonly string[])[] = [
  ['functions'],
  ['hosts'],
  ['app'],
  ['oauth', 'mcp', 'pages'],
  ['calls'],
  ['tools'],
  ['graph', 'entra', 'policy', 'documents', 'linked'],
  ['secrets', 'state', 'telemetry', 'http', 'routes', 'standins'],
  ['base', 'config', 'errors'],
];

/** The allowed imports within a layer. All other folders in a layer are independent of each other. */
const sameLayer: readonly string[] = [
  'oauth -> pages',
  'graph -> entra',
  'graph -> policy',
  'linked -> policy',
  'http -> routes',
  'http -> secrets',
  'http -> telemetry',
  'secrets -> telemetry',
  'state -> secrets',
  'state -> telemetry',
  'telemetry -> secrets',
  'config -> errors',
  'config -> base',
];

/** The programs in `hosts/` that may start stand-ins. No deployed code imports these programs. */
const startsStandIns = /^src\/hosts\/(demo|standins|tour)(\.ts|\/)/;

/** The only folders that may import these packages. */
const packages: Record<string, readonly string[]> = {
  '@azure/functions': ['hosts'],
  '@azure/msal-node': ['entra'],
  '@modelcontextprotocol/server': ['mcp'],
  '@modelcontextprotocol/client': ['hosts'],
  '@azure/data-tables': ['state'],
  '@azure/keyvault-secrets': ['secrets'],
  '@azure/keyvault-keys': ['secrets'],
  '@azure/identity': ['secrets'],
  applicationinsights: ['telemetry'],
  undici: ['graph'],
  oauth4webapi: ['linked'],
};

const root = join(import.meta.dirname, '..');
const sources = [...walk('src'), ...walk('functions')];
const others = ['test', 'bench', 'scripts', 'infra'].flatMap((folder) => walk(folder, /\.(ts|js|bicep)$/));

/** Folders with one file per route, endpoint, tool, stand-in resource, command, deployment step or deployment check. */
const perItem =
  /^(functions|src\/oauth\/endpoints|(src|test)\/tools\/[a-z]+|src\/standins\/.*|scripts|scripts\/(azd|infra)|test\/infra)$/;

function walk(folder: string, ending = /\.ts$/): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function folderOf(file: string): string {
  const [top, second = ''] = file.split('/');
  return top === 'src' ? second.replace('.ts', '') : String(top);
}

function importsOf(file: string): { from: string; typeOnly: boolean; isDeferred: boolean }[] {
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g;
  return [...read(file).matchAll(pattern)].map((match) => ({
    from: match[3] ?? match[4] ?? match[5] ?? '',
    typeOnly: match[2] !== undefined,
    isDeferred: match[4] !== undefined,
  }));
}

function localImports(file: string): { to: string }[] {
  return importsOf(file)
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => ({ to: normalize(join(dirname(file), from)) }));
}

/** Returns the sources that Node.js loads together with a file, except those that are imported dynamically. */
function loadedWith(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  if (loaded.has(file)) return loaded;
  loaded.add(file);
  for (const { from, typeOnly, isDeferred } of importsOf(file)) {
    if (from.startsWith('.') && !typeOnly && !isDeferred)
      loadedWith(normalize(join(dirname(file), from)), loaded);
  }
  return loaded;
}

const layerOf = (folder: string) => layers.findIndex((layer) => layer.includes(folder));

function isAllowed(file: string, to: string): boolean {
  const [from, into] = [folderOf(file), folderOf(to)];
  if (from === into) return true;
  const [above, below] = [layerOf(from), layerOf(into)];
  if (above < 0 || below < 0) return false;
  return above < below || sameLayer.includes(`${from} -> ${into}`);
}

describe('the source code', () => {
  it('imports only from lower layers', () => {
    const upward = sources.flatMap((file) =>
      localImports(file)
        .filter(({ to }) => !isAllowed(file, to))
        .map(({ to }) => `${file} -> ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no import cycle, even through type imports', () => {
    const open = new Map(sources.map((file) => [file, localImports(file).map(({ to }) => to)]));
    const isApart = (file: string, imports: readonly string[]) =>
      imports.every((to) => !open.has(to)) || ![...open.values()].some((others) => others.includes(file));
    for (let before = 0; before !== open.size;) {
      before = open.size;
      for (const [file, imports] of open) if (isApart(file, imports)) open.delete(file);
    }
    expect([...open.keys()]).toEqual([]);
  });

  it('imports each library in only one folder', () => {
    const strays = sources.flatMap((file) =>
      importsOf(file)
        .filter(({ from, typeOnly }) => {
          const allowed = typeOnly ? undefined : packages[from];
          return allowed !== undefined && !allowed.includes(folderOf(file)) && folderOf(file) !== 'standins';
        })
        .map(({ from }) => `${file} -> ${from}`),
    );
    expect(strays).toEqual([]);
  });

  it('imports zod as a namespace, because the export `z` brings every locale into the bundle', () => {
    expect(sources.filter((file) => /import (?:type )?\{[^}]*\} from 'zod'/.test(read(file)))).toEqual([]);
  });

  it('does not load a tool until it is called, because creating the schemas of all tools takes most of a cold start', () => {
    const loaded = [...new Set(walk('functions').flatMap((file) => [...loadedWith(file)]))];
    expect(loaded).toContain('src/tools/tool-records.gen.ts');
    expect(loaded.filter((file) => /^src\/tools\/(define|catalogue\.gen)\.ts$/.test(file))).toEqual([]);
  });

  it('keeps oauth and mcp independent of each other', () => {
    const meetings = sources.filter((file) =>
      localImports(file).some(({ to }) => [folderOf(file), folderOf(to)].toSorted().join() === 'mcp,oauth'),
    );
    expect(meetings).toEqual([]);
  });

  it('keeps HTTP out of the code that runs tools', () => {
    const imports = sources.filter((file) => folderOf(file) === 'calls').flatMap(localImports);
    expect(imports.filter(({ to }) => folderOf(to) === 'http')).toEqual([]);
  });

  it('has one functions file per route and one for the purge timer', () => {
    const files = walk('functions').map((file) => file.replace(/^functions\/|\.ts$/g, ''));
    expect(files.toSorted()).toEqual([...Object.keys(routes), 'purge'].toSorted());
  });

  it('makes a single call in each functions file', () => {
    const busy = walk('functions').filter((file) => read(file).trim().split('\n').filter(Boolean).length > 3);
    expect(busy).toEqual([]);
  });

  it('reads environment variables only in hosts', () => {
    expect(sources.filter((file) => folderOf(file) !== 'hosts' && /process\.env/.test(read(file)))).toEqual(
      [],
    );
  });

  it('makes access decisions only in policy', () => {
    const callers = sources.filter((file) => /\bdecide\(/.test(read(file)) && folderOf(file) !== 'policy');
    expect(callers).toEqual([]);
  });

  it('writes to the console only in hosts', () => {
    // The host console.x.ai in a URL is not the console.
    const writes = /(?<!https:\/\/)console\./;
    expect(sources.filter((file) => folderOf(file) !== 'hosts' && writes.test(read(file)))).toEqual([]);
  });

  it('does not combine abort signals, because Node 20 loses a time-out that is part of a combined signal', () => {
    expect(sources.filter((file) => read(file).includes('AbortSignal.any('))).toEqual([]);
  });

  it('imports stand-ins only in the demo programs', () => {
    const users = sources.filter(
      (file) =>
        folderOf(file) !== 'standins' && localImports(file).some(({ to }) => folderOf(to) === 'standins'),
    );
    expect(users.filter((file) => !startsStandIns.test(file))).toEqual([]);
  });

  it('has no file longer than 300 lines', () => {
    const long = [...sources, ...others].filter((file) => read(file).split('\n').length > 301);
    expect(long).toEqual([]);
  });

  it('has only named exports', () => {
    expect(sources.filter((file) => /export default/.test(read(file)))).toEqual([]);
  });

  it('has at most 15 files in a folder, except where there is one file per item', () => {
    const counts = new Map<string, number>();
    for (const file of [...sources, ...others])
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    const crowded = [...counts].filter(([folder, count]) => count > 15 && !perItem.test(folder));
    expect(crowded).toEqual([]);
  });

  it('has no two files with the same name', () => {
    const names = sources
      .filter((file) => !file.startsWith('functions/'))
      .map((file) => file.split('/').at(-1) ?? '');
    const repeated = names.filter((name, index) => names.indexOf(name) !== index);
    expect(repeated).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  const page = read('docs/architecture.md');

  it('names only files and folders that exist', () => {
    const named = [...page.matchAll(/`((?:src|functions|test)\/[\w./-]*)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('describes every folder of src/', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name).filter((name) => !page.includes(`| \`src/${name}/\` |`))).toEqual(
      [],
    );
  });
});
