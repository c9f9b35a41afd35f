import { describe, expect, it } from 'vitest';

import { labelOf, personOf } from '../../../src/tools/output/person.ts';

describe('labelOf and personOf', () => {
  it.each([
    ['Ana Silva', 'ana@contoso.example', 'Ana Silva <ana@contoso.example>'],
    ['', 'ana@contoso.example', 'ana@contoso.example'],
    ['ana@contoso.example', 'ana@contoso.example', 'ana@contoso.example'],
    ['Ana@Contoso.example', 'ana@contoso.example', 'ana@contoso.example'],
    ['\u200b ', 'ana@contoso.example', 'ana@contoso.example'],
    ['Ana Silva', null, 'Ana Silva'],
    [undefined, undefined, ''],
    ['Ana | Silva\u200b', 'ana@contoso.example', 'Ana ¦ Silva <ana@contoso.example>'],
    ['Ana <ana@contoso.example>', 'x@evil.example', '"Ana <ana@contoso.example>" <x@evil.example>'],
  ])('format the name %j and the address %j as %j', (name, address, label) => {
    expect(labelOf(name, address)).toBe(label);
    expect(personOf({ emailAddress: { name, address } })).toBe(label);
  });
});
