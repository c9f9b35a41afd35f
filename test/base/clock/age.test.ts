import { expect, it } from 'vitest';

import { ageOf } from '../../../src/base/clock/age.ts';

it.each([
  [1_000, 1_000, 0],
  [1_000, 61_000, 60_000],
  [1_001, 1_000, Infinity],
  [-Infinity, 1_000, Infinity],
])('for something made at %d, the age at %d is %d', (at, now, age) => {
  expect(ageOf(at, now)).toBe(age);
});
