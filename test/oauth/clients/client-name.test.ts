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
    // Three marks on one letter occur in real names; more would spill into the lines above and below.
    ['X\u0335\u0301\u0302\u0303\u0304y', 'X\u0335\u0301\u0302y'],
    ['X' + '\u0323'.repeat(500), 'X\u0323\u0323\u0323'],
    ['\u0E01' + '\u0E47'.repeat(58), '\u0E01\u0E47\u0E47\u0E47'],
    ['\u0301\u20DDAgent', 'Agent'],
    ['\u0627\u064E\u0651\u0670', '\u0627\u064E\u0651\u0670'],
    ['\u0915\u094D\u0937\u093F\u0902', '\u0915\u094D\u0937\u093F\u0902'],
    ['\u2800\u2800Agent\u2800', 'Agent'],
    ['\u2800', undefined],
    ['\u0301', undefined],
    ['\u200B \u202E', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is shown as %j', (name, expected) => {
    expect(presentableName(name)).toBe(expected);
  });
});
