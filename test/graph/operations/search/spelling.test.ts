import { describe, expect, it } from 'vitest';

import { nearestSpelling } from '../../../../src/graph/operations/search/spelling.ts';

const stems = ['calendar', 'licence', 'mail', 'printer'];

describe('the nearest spelling', () => {
  it.each([
    ['licennce', 'licence'],
    ['licece', 'licence'],
    ['lisence', 'licence'],
    ['pirnter', 'printer'],
    ['calend', 'calendar'],
  ])('of %s is %s', (text, stem) => {
    expect(nearestSpelling(text, stems)).toBe(stem);
  });

  it.each(['mial', 'xicence', 'lisense', ''])('is not found for %j', (text) => {
    expect(nearestSpelling(text, stems)).toBeUndefined();
  });
});
