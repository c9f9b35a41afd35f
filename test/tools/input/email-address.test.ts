import { describe, expect, it } from 'vitest';

import { address } from '../../../src/tools/input/common-input.ts';

const parse = (given: string) => address().safeParse(given);

describe('an email address', () => {
  it.each([
    ..."!#$%&'*+/=?^_`{|}~-.".split('').map((character) => `a${character}b@contoso.example`),
    'maria_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    "o'brien@contoso.example",
    '1@a-b.c.example',
    'a@xn--bcher-kva.example',
    'jörg@müller.example',
    'ana@bücher.example',
    'медведь@пример.example',
    '用户@例子.example',
    `${'l'.repeat(64)}@contoso.example`,
  ])('can be %s', (given) => {
    expect(parse(given)).toMatchObject({ success: true, data: given });
  });

  it.each([
    ' ana@contoso.example',
    'ana@contoso.example\n',
    'ana@contoso.example,',
    'ana@contoso.example ; ',
    '<ana@contoso.example>',
    'Ana Silva <ana@contoso.example>',
    '"Silva, Ana" <ana@contoso.example>;',
    'Ana (Sales) < ana@contoso.example >,',
    'Ana <3 <ana@contoso.example>',
    '"Silva; Ana" <ana@contoso.example>',
    'Ana @ Home <ana@contoso.example>',
    'O"Brien <ana@contoso.example>',
    'mailto:ana@contoso.example',
  ])('can be written as %j', (given) => {
    expect(parse(given)).toMatchObject({ success: true, data: 'ana@contoso.example' });
  });

  it.each([
    '',
    'Ana Silva',
    'ana@',
    '@contoso.example',
    'ana@contoso',
    'ana@@contoso.example',
    '.ana@contoso.example',
    'ana.@contoso.example',
    'a..b@contoso.example',
    'a b@contoso.example',
    'ana@-contoso.example',
    'ana@contoso.example.',
    'ana@127.0.0.1',
    `${'l'.repeat(65)}@contoso.example`,
    `ana@${'d.'.repeat(130)}example`,
    'ana@contoso.example; ben@contoso.example',
    'ana@contoso.example\r\nBcc: x@evil.example',
    'Ana\r\nBcc: <x@evil.example>',
    'Ana <ana@contoso.example> <x@evil.example>',
    'Ana <ana@contoso.example',
    'ana@con\u200btoso.example',
    'an\u00ada@contoso.example',
    'ana@müller',
    `${'ö'.repeat(33)}@contoso.example`,
    `ana@${'ö'.repeat(63)}.example`,
  ])('cannot be written as %j', (given) => {
    const { success, error } = parse(given);
    expect(success).toBe(false);
    expect(error?.issues.map(({ message }) => message)).toEqual(['must be an email address']);
  });
});
