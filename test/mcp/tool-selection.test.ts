import { describe, expect, it } from 'vitest';

import { readToolSelection } from '../../src/mcp/tool-selection.ts';
import { selectionQuery } from '../../src/tools/selection-query.ts';

describe('a parameter of the connection URL', () => {
  it.each([
    '?readonly=1',
    '?readOnly=1',
    '?READONLY=on',
    '?read_only=true',
    '?read-only',
    '?Read-Only=',
    '?preset=all&amp;readonly=1',
    '?preset=all&AMP;read_only=1',
    '?preset=all&amp;amp;readonly',
  ])('makes the connection read-only, however its name is spelt: %s', (query) => {
    expect(readToolSelection(new URLSearchParams(query))).toMatchObject({ selection: { readOnly: true } });
    expect(selectionQuery(query)).toBe(query);
  });

  it('selects tools regardless of the case of its name, and is refused if its value is invalid', () => {
    expect(readToolSelection(new URLSearchParams('?Toolsets=mail&PRESET=lite'))).toMatchObject({
      selection: { preset: 'lite', toolsets: ['mail'] },
    });
    expect(readToolSelection(new URLSearchParams('?readOnly=maybe'))).toEqual({
      ok: false,
      problem: 'readonly must be 1 or 0.',
    });
  });

  it.each(['?toolset=mail', '?Toolset=mail', '?tool_sets=mail', '?tool-set=mail'])(
    'selects toolsets, however its name is spelt: %s',
    (query) => {
      expect(readToolSelection(new URLSearchParams(query))).toMatchObject({
        selection: { preset: 'all', toolsets: ['mail'] },
      });
      expect(selectionQuery(query)).toBe(query);
    },
  );

  it.each(['?presets=lite', '?Presets=lite', '?readonly=0&amp;preset=lite'])(
    'selects a preset, however its name is spelt: %s',
    (query) => {
      expect(readToolSelection(new URLSearchParams(query))).toMatchObject({ selection: { preset: 'lite' } });
      expect(selectionQuery(query)).toBe(query);
    },
  );

  it.each(['?toolsets=all', '?toolsets=mail calendar', '?toolset=mail;calendar'])(
    'is refused with advice if it names no toolset: %s',
    (query) => {
      expect(readToolSelection(new URLSearchParams(query))).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/mail, calendar,.* Separate several with commas\. .*preset=all\.$/),
      });
    },
  );

  it.each(['?read only=1', '?%0Areadonly=1', '?readonlyx=1', '?readonly%22=1', '?lt;readonly=1'])(
    'is ignored if it has another name: %s',
    (query) => {
      expect(readToolSelection(new URLSearchParams(query))).toMatchObject({ selection: { readOnly: false } });
      expect(selectionQuery(query)).toBe('');
    },
  );

  it('counts only the first time if it is repeated in another spelling', () => {
    expect(selectionQuery('?readonly=1&readOnly=0')).toBe('?readonly=1');
    expect(readToolSelection(new URLSearchParams('?readonly=1&readOnly=0'))).toMatchObject({
      selection: { readOnly: true },
    });
  });
});
