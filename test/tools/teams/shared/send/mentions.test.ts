import { describe, expect, it } from 'vitest';

import { markMentions } from '../../../../../src/tools/teams/shared/send/mentions.ts';

const member = (displayName: string) => ({
  userId: displayName,
  displayName,
  email: null,
  tenantId: null,
  roles: null,
});

it.each(['@İlker Demir, look', '@ilker demir, look', '@İlker, look', '<at>İlker Demir</at>, look'])(
  'mentions a member whose name becomes longer in lower case: %s',
  (body) => {
    const { text, mentioned, unknown } = markMentions(body, [member('İlker Demir'), member('Ana Silva')]);
    expect(mentioned).toMatchObject([{ name: 'İlker Demir' }]);
    expect(text).toMatch(/^\uE0000\uE001, look$/);
    expect(unknown).toEqual([]);
  },
);

it.each([
  ["@Aoife O'Brien, look", 'Aoife O’Brien'],
  ['@Aoife O’Brien, look', "Aoife O'Brien"],
  ['@Jean-Luc Roy, look', 'Jean‑Luc Roy'],
])('mentions a member whose name is written with another apostrophe or hyphen: %s', (body, name) => {
  const { text, mentioned } = markMentions(body, [member(name), member('Ana Silva')]);
  expect(mentioned).toMatchObject([{ name }]);
  expect(text).toMatch(/^\uE0000\uE001, look$/);
});

it.each(['@Ana Conceicao, look', '@ana conceição, look', '@Ana, look', '@ANA CONCEIÇÃO, look'])(
  'mentions a member whose name is written without accents or in another case: %s',
  (body) => {
    const { text, mentioned } = markMentions(body, [member('Ana Conceição'), member('Łukasz Nowak')]);
    expect(mentioned).toMatchObject([{ name: 'Ana Conceição' }]);
    expect(text).toMatch(/^\uE0000\uE001, look$/);
  },
);

describe('members with the same name', () => {
  const anna = (id: string) => ({ ...member('Anna Schmidt'), userId: id, email: `${id}@contoso.example` });

  it('are not mentioned by their name, because it is unclear who is meant', () => {
    const { text, mentioned, unknown } = markMentions('@Anna Schmidt, look', [anna('a1'), anna('a2')]);
    expect(mentioned).toEqual([]);
    expect(text).toBe('@Anna Schmidt, look');
    expect(unknown).toEqual(['Anna']);
  });

  it('are distinguished by their accents', () => {
    const members = [member('José Roy'), member('Jose Roy')];
    expect(markMentions('@José Roy', members).mentioned).toMatchObject([{ name: 'José Roy' }]);
    expect(markMentions('@jose', members).mentioned).toMatchObject([{ name: 'Jose Roy' }]);
    expect(markMentions('@Jósé Roy', members).mentioned).toEqual([]);
  });

  it('are distinguished by address, and a member who is listed twice is mentioned once', () => {
    expect(markMentions('@a2@contoso.example', [anna('a1'), anna('a2')]).mentioned).toMatchObject([
      { id: 'a2' },
    ]);
    expect(markMentions('@Anna Schmidt', [anna('a1'), anna('a1')]).mentioned).toMatchObject([{ id: 'a1' }]);
  });
});

it.each([
  ['composed and decomposed letters', '@Jose\u0301 Garci\u0301a, look', 'Jos\u00E9 Garc\u00EDa'],
  ['decomposed letters in the directory', '@Jos\u00E9 Garc\u00EDa, look', 'Jose\u0301 Garci\u0301a'],
  ['a no-break space', '@Ben\u00A0Okafor, look', 'Ben Okafor'],
])('mentions a member in spite of %s', (_what, body, name) => {
  const { text, mentioned } = markMentions(body, [member(name)]);
  expect(mentioned).toMatchObject([{ name }]);
  expect(text).toMatch(/^\uE0000\uE001, look$/);
});
