import { expect, it } from 'vitest';

import { createRetryBudget } from '../../../src/graph/limits/retry-budget.ts';

let now = 0;
const open = () => createRetryBudget(() => now);

function spendAll(budget: ReturnType<typeof open>, person: string): number {
  let spent = 0;
  while (spent < 1_000 && budget.spend(person)) spent += 1;
  return spent;
}

it('allows ten repetitions at once, for each person', () => {
  const budget = open();
  expect([spendAll(budget, 'ana'), spendAll(budget, 'ana'), spendAll(budget, 'ben')]).toEqual([10, 0, 10]);
});

it('allows one more for every four calls', () => {
  const budget = open();
  spendAll(budget, 'ana');
  for (let n = 0; n < 20; n += 1) budget.earn('ana', 1);
  expect(spendAll(budget, 'ana')).toBe(5);
});

it('allows one more for every six seconds, and never more than ten', () => {
  const budget = open();
  spendAll(budget, 'ana');
  now += 12_500;
  expect(spendAll(budget, 'ana')).toBe(2);
  now += 3_600_000;
  expect(spendAll(budget, 'ana')).toBe(10);
});

it('is not cheated by a clock that runs back', () => {
  const budget = open();
  spendAll(budget, 'ana');
  now -= 60_000;
  expect(budget.spend('ana')).toBe(false);
});
