import { expect, it } from 'vitest';

import { createRetryBudget } from '../../../src/graph/limits/retry-budget.ts';

let now = 0;
const open = () => createRetryBudget(() => now);

function spendAll(budget: ReturnType<typeof open>, person: string): number {
  let spent = 0;
  while (spent < 1_000 && budget.spend(person)) spent += 1;
  return spent;
}

it('a retry budget allows each user ten retries at once', () => {
  const budget = open();
  expect([spendAll(budget, 'ana'), spendAll(budget, 'ana'), spendAll(budget, 'ben')]).toEqual([10, 0, 10]);
});

it('a retry budget gains a retry for every four requests', () => {
  const budget = open();
  spendAll(budget, 'ana');
  for (let n = 0; n < 20; n += 1) budget.earn('ana', 1);
  expect(spendAll(budget, 'ana')).toBe(5);
});

it('a retry budget gains a retry every six seconds, up to ten', () => {
  const budget = open();
  spendAll(budget, 'ana');
  now += 12_500;
  expect(spendAll(budget, 'ana')).toBe(2);
  now += 3_600_000;
  expect(spendAll(budget, 'ana')).toBe(10);
});

it('a retry budget gains nothing if the clock runs backwards', () => {
  const budget = open();
  spendAll(budget, 'ana');
  now -= 60_000;
  expect(budget.spend('ana')).toBe(false);
});
