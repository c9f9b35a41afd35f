import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { settingNames } from '../../src/config/settings.ts';
import { connections } from '../../src/pages/client-instructions.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const clients = read('docs/clients.md');

const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(join('src', file)))
  .join('\n');

describe('docs/clients.md', () => {
  const names = [...connections('https://portico.contoso.example/mcp').values()]
    .flat()
    .map(({ name }) => name);

  it.each(names)('has a section for %s, as the landing page does', (name) => {
    const known = name.startsWith('Any app') ? '## Any other app' : name;
    expect(clients).toMatch(new RegExp(`^(## ${name}|${known}|\\*\\*${name}\\*\\*)`, 'm'));
  });

  it('explains in each section what to do if the connection fails', () => {
    const parts = clients.split(/^## /m).slice(3);
    expect(parts.length).toBeGreaterThanOrEqual(10);
    for (const part of parts) expect(part, part.split('\n')[0]).toContain('*When it fails.*');
  });

  it.each([
    'A redirect URI is not allowed on this server',
    'An administrator has not allowed clients with this redirect URI',
    'Registration is switched off',
    'The Microsoft Graph permissions that this server needs have not been granted yet',
    'Your organisation has not enabled',
    'PKCE is required',
  ])('quotes an error text from the server: %s', (sentence) => {
    expect(clients).toContain(`"${sentence}`);
    expect(sources).toContain(sentence);
  });

  it('refers only to connector files that exist', () => {
    const named = [...clients.matchAll(/`((?:[a-z0-9-]+\/)[\w.-]+\.(?:json|yaml))`/gi)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBeGreaterThanOrEqual(5);
    for (const file of named) expect(existsSync(join(repository, 'connectors', file)), file).toBe(true);
  });
});

describe.each(['docs/clients.md', 'deploy/README.md', 'connectors/README.md'])('%s', (page) => {
  it('refers only to settings that exist', () => {
    const upperCase = [...read(page).matchAll(/[`\s]([A-Z]+_[A-Z_]+)[`=]/g)].map((match) => match[1] ?? '');
    const others = ['DOMAIN_CLIENT', 'DOMAIN_SERVER'];
    for (const name of upperCase.filter((name) => !others.includes(name)))
      expect(settingNames).toContain(name);
  });

  it('links only to files that exist', () => {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(existsSync(join(repository, dirname(page), target)), target).toBe(true);
    }
  });
});
