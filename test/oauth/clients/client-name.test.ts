import { describe, expect, it } from 'vitest';

import { presentableName } from '../../../src/oauth/clients/client-name.ts';

describe('a client name', () => {
  it.each([
    ['Claude', 'Claude'],
    ['  Zoë\n\tAgent  ', 'Zoë Agent'],
    ['Agent \u{1F916}', 'Agent \u{1F916}'],
    ['evil\u202Eexe.tnega', 'evilexe.tnega'],
    ['a\u200Bb\u2060c\uFEFFd\u00ADe', 'abcde'],
    ['a\u0000b\u0007c\u001Bd', 'abcd'],
    ['\u3164Hangul filler\u115F', 'Hangul filler'],
    ['\u{E0041}tagged', 'tagged'],
    ['x'.repeat(100), 'x'.repeat(60)],
    ['\u{1F916}'.repeat(100), '\u{1F916}'.repeat(60)],
    ['\u200B \u202E', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is shown as %j', (name, expected) => {
    expect(presentableName(name)).toBe(expected);
  });
});
