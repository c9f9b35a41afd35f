import { describe, expect, it } from 'vitest';

import { script } from '../infra/scripts.ts';

type Entry = Record<string, unknown>;
const { serverJson } = await script<{ serverJson: (release: Record<string, string>) => Entry }>(
  'scripts/release/server-json.js',
);
const { serverProblems } = await script<{ serverProblems: (document: unknown) => string[] }>(
  'scripts/release/server-rules.js',
);

const made = serverJson({
  repository: 'contoso/portico',
  version: '1.2.3',
  demoImage: 'ghcr.io/contoso/portico-demo',
});
const [image] = made['packages'] as Entry[];
const [remote] = made['remotes'] as Entry[];
const withPackage = (change: Entry) => ({ ...made, packages: [{ ...image, ...change }] });
const withRemote = (change: Entry) => ({ ...made, remotes: [{ ...remote, ...change }] });
const withTransport = (transport: Entry) => withPackage({ transport });
const withArgument = (argument: Entry) => withPackage({ runtimeArguments: [argument] });
const withIcon = (icon: Entry) => ({ ...made, icons: [{ src: 'https://contoso.com/icon.png', ...icon }] });
const without = (name: string) => Object.fromEntries(Object.entries(made).filter(([key]) => key !== name));
const other = (registryType: string, identifier: string, more: Entry = {}) =>
  withPackage({ registryType, identifier, version: '1.2.3', transport: { type: 'stdio' }, ...more });
const hash = 'a'.repeat(64);

describe('server.json', () => {
  it('is accepted as the release writes it', () => {
    expect(serverProblems(made)).toEqual([]);
  });

  it.each<[string, Entry, Entry]>([
    ['$schema', { ...made, $schema: 'https://example.com/schema.json' }, made],
    ['name', { ...made, name: 'portico' }, made],
    ['name', { ...made, name: 'io.github.contoso/portico/x' }, made],
    ['name', { ...made, name: 'io.github.contoso/-portico' }, { ...made, name: 'com.contoso/portico_2.x' }],
    ['name', { ...made, name: 'io.github.fabrikam/portico' }, made],
    [
      'name',
      { ...made, name: `com.contoso/${'a'.repeat(189)}` },
      { ...made, name: `com.contoso/${'a'.repeat(188)}` },
    ],
    ['title', { ...made, title: ' ' }, without('title')],
    ['title', { ...made, title: 'a'.repeat(101) }, { ...made, title: 'a'.repeat(100) }],
    ['description', { ...made, description: 'a'.repeat(101) }, { ...made, description: 'a'.repeat(100) }],
    ['description', without('description'), made],
    [
      'version',
      { ...without('packages'), version: 'latest' },
      { ...without('packages'), version: '1.2.3-rc.1' },
    ],
    ['version', { ...without('packages'), version: '^1.2.3' }, without('packages')],
    ['version', { ...without('packages'), version: '1.x' }, without('packages')],
    ['version', { ...without('packages'), version: '>=1.2.3' }, without('packages')],
    ['version', { ...without('packages'), version: '1.2.3 - 2.0.0' }, without('packages')],
    [
      'repository',
      { ...made, repository: { url: 'http://github.com/contoso/portico', source: 'github' } },
      made,
    ],
    [
      'repository',
      { ...made, repository: { url: 'https://github.com/contoso/portico', source: 'cvs' } },
      made,
    ],
    [
      'repository.subfolder',
      {
        ...made,
        repository: { url: 'https://github.com/contoso/portico', source: 'github', subfolder: '../x' },
      },
      {
        ...made,
        repository: { url: 'https://github.com/contoso/portico', source: 'github', subfolder: 'src/x' },
      },
    ],
    [
      'websiteUrl',
      { ...made, websiteUrl: 'contoso.com' },
      { ...made, websiteUrl: 'https://contoso.com/portico' },
    ],
    ['icons', withIcon({ src: 'data:image/png;base64,AA' }), withIcon({})],
    ['icons', withIcon({ mimeType: 'image/gif' }), withIcon({ mimeType: 'image/webp' })],
    ['icons', withIcon({ sizes: ['48'] }), withIcon({ sizes: ['48x48', 'any'] })],
    ['icons', withIcon({ theme: 'grey' }), withIcon({ theme: 'dark' })],
    ['the entry', { ...made, packages: [], remotes: [] }, without('packages')],
    ['the entry', { ...made, licence: 'MIT' }, made],
  ])('is refused with a wrong %s and accepted with a correct one', (where, wrong, right) => {
    expect(serverProblems(wrong).join('\n')).toContain(`server.json: ${where}`);
    expect(serverProblems(right)).toEqual([]);
  });

  it.each<[string, Entry, Entry]>([
    ['registryType', withPackage({ registryType: 'docker' }), made],
    ['identifier', withPackage({ identifier: 'ghcr.io/contoso/portico-demo:latest' }), made],
    ['identifier', withPackage({ identifier: 'ghcr.io/contoso/portico-demo' }), made],
    ['identifier', withPackage({ identifier: 'ghcr.io/Contoso/portico-demo:1.2.3' }), made],
    ['identifier', withPackage({ identifier: 'portico-demo:1.2.3' }), made],
    ['identifier', other('npm', 'Portico demo'), other('npm', '@contoso/portico')],
    ['identifier', other('pypi', '-portico'), other('pypi', 'portico_demo')],
    ['identifier', other('nuget', 'portico demo'), other('nuget', 'Contoso.Portico')],
    [
      'identifier',
      other('mcpb', 'https://contoso.com/portico.mcpb', { fileSha256: hash }),
      other('mcpb', 'https://github.com/contoso/portico/releases/download/v1/p.mcpb', { fileSha256: hash }),
    ],
    ['fileSha256', other('mcpb', 'https://github.com/contoso/portico/releases/download/v1/p.mcpb'), made],
    ['fileSha256', withPackage({ fileSha256: 'abc' }), withPackage({ fileSha256: hash })],
    ['version', withPackage({ version: '1.2.3' }), made],
    ['version', other('npm', 'portico', { version: '~1.2.3' }), other('npm', 'portico')],
    ['runtimeHint', withPackage({ runtimeHint: undefined }), made],
    [
      'runtimeArguments',
      withArgument({ type: 'named', name: '--publish 7071' }),
      withArgument({ type: 'named', name: '-p' }),
    ],
    [
      'runtimeArguments',
      withArgument({ type: 'named', name: '-p', value: '-p=7071' }),
      withArgument({ type: 'named', name: '-p', value: '7071' }),
    ],
    [
      'runtimeArguments',
      withArgument({ type: 'positional' }),
      withArgument({ type: 'positional', value: 'run' }),
    ],
    ['transport', withTransport({ type: 'http', url: 'http://localhost:7071/mcp' }), made],
    ['transport', withTransport({ type: 'streamable-http' }), withTransport({ type: 'stdio' })],
    [
      'transport',
      withTransport({ type: 'streamable-http', url: 'http://contoso.com/mcp' }),
      withTransport({ type: 'sse', url: 'http://127.0.0.1/sse' }),
    ],
    [
      'transport.url',
      withPackage({ transport: { type: 'streamable-http', url: 'http://localhost:{port}/mcp' } }),
      withPackage({
        environmentVariables: [{ name: 'port', value: '7071' }],
        transport: { type: 'streamable-http', url: 'http://localhost:{port}/mcp' },
      }),
    ],
  ])('is refused with a wrong package %s and accepted with a correct one', (where, wrong, right) => {
    expect(serverProblems(wrong).join('\n')).toContain(`server.json: packages.0.${where}`);
    expect(serverProblems(right)).toEqual([]);
  });

  it('is refused if its image has another version', () => {
    expect(serverProblems(withPackage({ identifier: 'ghcr.io/contoso/portico-demo:1.2.4' }))).toEqual([
      'server.json: packages: a package has another version than the server.',
    ]);
  });

  it.each<[string, Entry, Entry]>([
    ['type', withRemote({ type: 'stdio' }), withRemote({ type: 'sse' })],
    ['url', withRemote({ url: 'http://{host}/mcp' }), made],
    [
      'url',
      withRemote({ url: 'https://localhost/mcp', variables: {} }),
      withRemote({ url: 'https://mcp.contoso.com/mcp', variables: {} }),
    ],
    ['the URL has a variable', withRemote({ variables: {} }), made],
    ['a variable is declared', withRemote({ url: 'https://mcp.contoso.com/mcp' }), made],
    ['variables.host.description', withRemote({ variables: { host: { isRequired: true } } }), made],
    [
      'variables.host.format',
      withRemote({ variables: { host: { description: 'x', format: 'host' } } }),
      withRemote({ variables: { host: { description: 'x', format: 'string' } } }),
    ],
  ])('is refused with a wrong remote %s and accepted with a correct one', (where, wrong, right) => {
    const found = serverProblems(wrong).join('\n');
    expect(found).toContain('server.json: remotes.0');
    expect(found).toContain(where);
    expect(serverProblems(right)).toEqual([]);
  });
});
