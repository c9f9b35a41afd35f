import { describe, expect, it } from 'vitest';

import { permissionInWords } from '../../src/graph/permissions.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { scopesOf } from '../../src/tools/scopes.ts';

describe("the tools' permissions", () => {
  it('are all listed in src/graph/permissions.ts', () => {
    const named = catalogue.flatMap((tool) => [
      ...tool.scopes,
      ...(tool.optionalScopes ?? []),
      ...Object.values(tool.scopesElsewhere ?? {}).flat(),
      ...(tool.sharedScopes ?? []),
    ]);
    expect(named.filter((name) => permissionInWords(name) === undefined)).toEqual([]);
  });

  const ownReads = ['/organization', '/me'];
  const readers = catalogue.filter(({ supportingReads = [] }) =>
    ownReads.some((path) => supportingReads.includes(path)),
  );
  it.each(readers.map((tool) => [tool.name, tool] as const))(
    "include User.Read, which is needed to read the profile and the organisation's domains: %s",
    (_name, { scopes, optionalScopes = [], scopesElsewhere = {} }) => {
      expect([...scopes, ...optionalScopes, ...Object.values(scopesElsewhere).flat()]).toContain('User.Read');
    },
  );

  const finders = catalogue.filter(({ scopesElsewhere = {} }) =>
    Object.values(scopesElsewhere).flat().includes('People.Read'),
  );
  it.each(finders.map((tool) => [tool.name, tool] as const))(
    'are enough to find the address of "me" if the toolset users is off: %s',
    (_name, { supportingReads }) => {
      expect(supportingReads).toContain('/me');
    },
  );

  it('each appear once on the consent page, except for those that another permission includes', () => {
    const names = scopesOf(catalogue).map(({ name }) => name);
    expect(names).toContain('Mail.ReadWrite');
    expect(names).not.toContain('Mail.Read');
    expect(names).not.toContain('Mail.ReadBasic');
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted());
  });
});

describe('a tool that accepts names of people', () => {
  const tools = catalogue.filter(({ scopesElsewhere = {} }) =>
    scopesElsewhere.users?.includes('People.Read'),
  );
  it.each(tools.map((tool) => [tool.name, tool] as const))(
    'may read the profile, because `me` is also accepted as a name: %s',
    (_name, { supportingReads = [] }) => {
      expect(supportingReads).toContain('/me');
    },
  );
});
