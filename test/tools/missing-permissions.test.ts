import { describe, expect, it } from 'vitest';

import { suffices } from '../../src/graph/permissions.ts';
import { missingForMailbox, missingPermissions } from '../../src/tools/missing-permissions.ts';

const everywhere = () => true;
const reads = { scopes: [], scopesElsewhere: { mail: ['Mail.Read'], files: ['Files.Read', 'User.Read'] } };

describe('the missing permissions of a tool', () => {
  it.each([
    [['Mail.Read', 'Mail.Send'], ['Mail.Read'], ['Mail.Send']],
    [['Mail.Read'], ['Mail.ReadWrite'], []],
    [['Mail.Read'], ['Mail.ReadBasic'], ['Mail.Read']],
    [['Files.ReadWrite'], ['Sites.ReadWrite.All'], []],
    [['Files.ReadWrite'], ['Sites.Read.All'], ['Files.ReadWrite']],
    [['User.ReadBasic.All'], ['Directory.Read.All'], []],
    [['Mail.Read'], ['Mail.Read.Shared'], ['Mail.Read']],
    [[], [], []],
  ])('that needs %j with %j granted are %j', (scopes, granted, missing) => {
    expect(missingPermissions({ scopes }, granted, everywhere)).toEqual(missing);
  });

  it.each([
    [['Mail.Read'], everywhere, []],
    [['Files.Read', 'User.Read'], everywhere, []],
    [['Files.Read'], everywhere, ['Mail.Read or Files.Read and User.Read']],
    [['Mail.Read'], (area: string) => area === 'files', ['Files.Read and User.Read']],
    [[], () => false, []],
  ])(
    'that reads other areas with only %j granted depend on the areas that it can reach',
    (granted, reach, missing) => {
      expect(missingPermissions(reads, granted, reach)).toEqual(missing);
    },
  );

  it('for a shared mailbox are taken from sharedScopes', () => {
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
