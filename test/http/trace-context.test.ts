import { expect, it } from 'vitest';

import { readTraceparent } from '../../src/http/trace-context.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';

it('readTraceparent accepts a well-formed traceparent', () => {
  expect(readTraceparent(`00-${trace}-${span}-01`)).toBe(`00-${trace}-${span}-01`);
});

it.each([
  ['an absent header', null],
  ['an empty header', ''],
  ['the forbidden version', `ff-${trace}-${span}-01`],
  ['a zero trace id', `00-${'0'.repeat(32)}-${span}-01`],
  ['a zero span id', `00-${trace}-${'0'.repeat(16)}-01`],
  ['upper case', `00-${trace.toUpperCase()}-${span}-01`],
  ['text after the last field', `00-${trace}-${span}-01\n{"level":"error"}`],
])('readTraceparent refuses %s', (_, value) => {
  expect(readTraceparent(value)).toBeUndefined();
});
