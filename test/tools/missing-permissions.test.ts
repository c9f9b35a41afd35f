import { describe, expect, it } from 'vitest';

import { suffices } from '../../src/graph/permissions.ts';
import { missingForMailbox, missingPermissions } from '../../src/tools/missing-permissions.ts';

const everywhere = () => true;
const reads = { scopes: [], scopesElsewhere: { mail: ['Mail.Read'], files: ['Files.Read', 'User.Read'] } };

describe("a tool's missing permissions", () => {
  it.each([
    [['Mail.Read', 'Mail.Send'], ['Mail.Read'], ['Mail.Send']],
    [['Mail.Read'], ['Mail.ReadWrite'], []],
    [['Mail.Read'], ['Mail.ReadBasic'], ['Mail.Read']],
    [['Files.ReadWrite'], ['Sites.ReadWrite.All'], []],
    [['Files.ReadWrite'], ['Sites.Read.All'], ['Files.ReadWrite']],
    [['User.ReadBasic.All'], ['Directory.Read.All'], []],
    [['Mail.Read'], ['Mail.Read.Shared'], ['Mail.Read']],
    [[], [], []],
  ])(
    'are the needed permissions that no granted permission covers: needed %j, granted %j, missing %j',
    (scopes, granted, missing) => {
      expect(missingPermissions({ scopes }, granted, everywhere)).toEqual(missing);
    },
  );

  it.each([
    [['Mail.Read'], everywhere, []],
    [['Files.Read', 'User.Read'], everywhere, []],
    [['Files.Read'], everywhere, ['Mail.Read or Files.Read and User.Read']],
    [['Mail.Read'], (area: string) => area === 'files', ['Files.Read and User.Read']],
    [[], () => false, []],
  ])(
    'depend on the areas that the tool can reach if it reads other areas: granted %j',
    (granted, reach, missing) => {
      expect(missingPermissions(reads, granted, reach)).toEqual(missing);
    },
  );

  it('are taken from sharedScopes for a shared mailbox', () => {
    const tool = { sharedScopes: ['Mail.Read.Shared'] };
    expect(missingForMailbox(tool, ['Mail.Read'])).toEqual(['Mail.Read.Shared']);
    expect(missingForMailbox(tool, ['Mail.ReadWrite.Shared'])).toEqual([]);
    expect(missingForMailbox({}, [])).toEqual([]);
  });
});

it('a broader permission is not sufficient for another resource', () => {
  expect(suffices(['Directory.Read.All'], 'Mail.Read')).toBe(false);
  expect(suffices(['Sites.Read.All'], 'Files.ReadWrite')).toBe(false);
});
