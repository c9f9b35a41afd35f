import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { createPolicy } from '../../src/policy/policy.ts';
import { readConfig, type Config } from '../../src/config/config.ts';
import type { Caller } from '../../src/policy/caller.ts';
import { covers } from '../../src/graph/permissions.ts';
import { scopesOf } from '../../src/tools/scopes.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { linkedToolRecords } from '../../src/tools/tool-records.gen.ts';
import { areas } from '../../src/tools/areas.ts';
import { root, script } from './scripts.ts';

type EntraApp = {
  application: {
    api: { oauth2PermissionScopes: { id: string; value: string }[] };
  };
  signInPermissions: string[];
  tools: { area: string; permissions: string[]; elsewhere?: Record<string, string[]> }[];
};
type Generator = {
  entraApp: (tools: typeof catalogue, includes: typeof covers, linked: typeof linkedToolRecords) => EntraApp;
};
type Graph = { oauth2PermissionScopes: { id: string; value: string }[] };
type Permissions = {
  permissionsFor: (app: EntraApp, env: Record<string, string>, graph: Graph) => { names: string[] };
};

const { entraApp } = await script<Generator>('scripts/generate/entra-app.js');
const { permissionsFor } = await script<Permissions>('scripts/azd/entra/permissions.js');
const written = JSON.parse(
  readFileSync(fileURLToPath(new URL('infra/entra-app.json', root)), 'utf8'),
) as EntraApp;

/** Returns the permissions that the hooks request if Graph offers all of them. */
function permissionsOf(app: EntraApp, env: Record<string, string> = {}): string[] {
  const all = [...app.signInPermissions, ...app.tools.flatMap(namedBy)];
  return permissionsFor(app, env, { oauth2PermissionScopes: all.map((value) => ({ id: value, value })) })
    .names;
}

function namedBy({ permissions, elsewhere = {} }: EntraApp['tools'][number]): string[] {
  return [...permissions, ...Object.values(elsewhere).flat()];
}

const anybody = {
  ceiling: { toolsets: 'all', readOnly: false },
  selection: { preset: 'all', readOnly: false },
} as unknown as Caller;

function config(env: Record<string, string>): Config {
  const guid = '11111111-1111-4111-8111-111111111111';
  const read = readConfig({
    PUBLIC_URL: 'https://mcp.contoso.com',
    ENTRA_TENANT_ID: guid,
    ENTRA_CLIENT_ID: guid,
    KEY_VAULT_URL: 'https://contoso.vault.azure.net',
    ...env,
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.config;
}

describe('infra/entra-app.json', () => {
  it('is up to date with the tools (npm run generate)', () => {
    expect(written).toEqual(JSON.parse(JSON.stringify(entraApp(catalogue, covers, linkedToolRecords))));
  });

  it('has constant ids', () => {
    expect(written.application.api.oauth2PermissionScopes).toMatchObject([
      { id: 'fee16188-9a5c-4413-a4a2-73b16239cb1a', value: 'access_as_user' },
    ]);
    for (const { id } of written.application.api.oauth2PermissionScopes)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('includes the permissions of a new tool', () => {
    const more = {
      ...catalogue[0]!,
      name: 'list_agreements',
      scopes: ['Agreement.Read.All'],
      optionalScopes: [],
    };
    expect(permissionsOf(entraApp([...catalogue, more], covers, linkedToolRecords))).toContain(
      'Agreement.Read.All',
    );
  });
});

describe("the app registration's permissions", () => {
  it.each([
    {},
    { TOOLSETS: 'mail' },
    { TOOLSETS: 'core, calendar files' },
    { READ_ONLY: 'on' },
    { READ_ONLY: 'true', TOOLSETS: 'mail' },
    { READ_ONLY: 'off', ENABLED_TOOLS: 'send_mail get_me' },
    { TOOLSETS: 'all', ENABLED_TOOLS: 'all' },
  ] as Record<string, string>[])('match the tools that are visible with %o', (env) => {
    const policy = createPolicy(config(env));
    const visible = catalogue.filter((tool) => policy.visible(anybody, tool));
    const wanted = [...scopesOf(visible, config(env)).map(({ name }) => name), ...written.signInPermissions];
    expect(permissionsOf(written, env)).toEqual([...new Set(wanted)].toSorted());
  });

  it.each(areas.map((area) => [area] as const))(
    'cover only the tools of the selected area with TOOLSETS=%s',
    (area) => {
      const own = written.tools
        .filter((tool) => tool.area === area)
        .flatMap(({ permissions }) => permissions);
      const requested = permissionsOf(written, { TOOLSETS: area });
      expect(requested.filter((name) => ![...own, ...written.signInPermissions].includes(name))).toEqual([]);
      expect(requested.some((name) => name.startsWith('Mail.'))).toBe(area === 'mail');
      expect(requested.some((name) => name.startsWith('Files.'))).toBe(area === 'files' || area === 'excel');
      expect(requested.some((name) => name.startsWith('Calendars.'))).toBe(area === 'calendar');
    },
  );

  it('include permissions that a tool needs to read from another area, if that area is enabled', () => {
    expect(permissionsOf(written, { TOOLSETS: 'core,mail' })).toContain('Mail.ReadWrite');
    expect(permissionsOf(written, { TOOLSETS: 'core,groups' })).toContain('GroupMember.Read.All');
    expect(permissionsOf(written, { TOOLSETS: 'core,users' })).toContain('User.Read.All');
    expect(permissionsOf(written)).toEqual(expect.arrayContaining(['GroupMember.Read.All', 'User.Read.All']));
    expect(permissionsOf(written, { ENABLED_TOOLS: 'upload_file' })).not.toContain('Mail.Read');
    expect(permissionsOf(written, { ENABLED_TOOLS: 'upload_file,get_attachment' })).toContain('Mail.Read');
  });
});
