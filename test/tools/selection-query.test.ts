import { describe, expect, it } from 'vitest';

import { areas } from '../../src/tools/areas.ts';
import { resourceSuffix, selectionQuery } from '../../src/tools/selection-query.ts';

describe('the query that clients compare', () => {
  it.each([
    '?preset=lite',
    '?toolsets=mail,calendar',
    '?toolsets=default,teams',
    '?toolsets=mail%2Ccalendar',
    '?toolsets=mail%2ccalendar',
    '?toolsets=calendar,mail',
    '?toolsets=mail&toolsets=files',
    '?readonly=1',
    '?readonly',
    '?schema=plain',
    '?preset=lite&schema=full',
    '?readonly=',
    '?readonly=false&preset=core&toolsets=mail',
    `?toolsets=${areas.join(',')}&preset=default&readonly=true`,
  ])("keeps the client's spelling: %s", (query) => {
    expect(selectionQuery(query)).toBe(query);
  });

  it.each([
    ['', ''],
    ['?', ''],
    ['?utm_source=x', ''],
    ['?access_token=secret&preset=lite', '?preset=lite'],
    ['?PRESET=lite', '?PRESET=lite'],
    ['?preset=Lite', '?preset=lite'],
    ['?pre%73et=%6cite', '?preset=lite'],
    ['?toolsets=Mail,%20core', '?toolsets=mail,core'],
    ['?toolsets=mail,mail&toolsets=mail', '?toolsets=mail'],
    ['?toolsets=mail,nonsense', '?toolsets=mail'],
    ['?toolsets=nonsense', ''],
    ['?toolsets=', ''],
    ['?preset=huge', ''],
    ['?preset=lite&preset=all', '?preset=lite'],
    ['?readonly=1&readonly=0', '?readonly=1'],
    ['?readonly=maybe', ''],
    ['?schema=gemini', ''],
    ['?__proto__=x&constructor=y&toString', ''],
    ['?schema=plain&schema=full', '?schema=plain'],
    ['?preset=lite%22%0d%0aX:1', ''],
    ['?preset=lite%23fragment', ''],
    ['?&&preset=lite&', '?preset=lite'],
    [`?preset=lite&x=${'y'.repeat(2_000)}`, ''],
    [`?${'toolsets=mail&'.repeat(200)}`, ''],
  ])('keeps only the parts of %j that select tools', (query, expected) => {
    expect(selectionQuery(query)).toBe(expected);
  });

  it('is short and harmless for any URL', () => {
    for (const odd of ['"', '\\', '\n', '<', ' ', '%00', '%E4', '&', '=', '%', '+', '%2C', ',']) {
      for (const name of ['toolsets', 'preset', 'readonly']) {
        const url = new URL(`https://a.example/mcp?${name}=mail${odd}lite${odd}1&${name}=${odd}mail`);
        expect(resourceSuffix(url)).toMatch(/^(?:\?[a-z]+(?:=[a-z0-9,%]*)?(?:&[a-z]+(?:=[a-z0-9,%]*)?)*)?$/i);
        expect(resourceSuffix(url).length).toBeLessThan(300);
      }
    }
  });

  it.each([
    ['/mcp/', '/'],
    ['/SSE/', '/'],
    ['/mcp', ''],
    ['/.well-known/oauth-protected-resource/mcp/', '/'],
    ['/.well-known/oauth-protected-resource/', ''],
    ['/', ''],
  ])('has the expected slash for the path %s: %j', (path, slash) => {
    expect(resourceSuffix(new URL(`https://a.example${path}?preset=lite`))).toBe(`${slash}?preset=lite`);
  });
});
