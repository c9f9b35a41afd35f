import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { root, script } from './scripts.ts';

type Stack = { people: number; alwaysReady?: number; network?: 'private'; customDomain?: boolean };
type Cost = { lines: { name: string; cost: number }[]; total: number };
type CostScript = {
  monthlyCost: (stack: Stack, prices: unknown) => Cost;
  assumptions: { alertRules: number };
};

const { monthlyCost, assumptions } = await script<CostScript>('scripts/cost/cost.js');
const { costTable } = await script<{ costTable: () => string }>('scripts/cost/table.js');
const read = (file: string) => readFileSync(fileURLToPath(new URL(file, root)), 'utf8');
const prices = JSON.parse(read('scripts/cost/prices.json')) as {
  date: string;
  alerts: { ruleMonth: number };
};

const costOf = (stack: Stack) => monthlyCost(stack, prices);
const line = (cost: Cost, name: string) => cost.lines.find((one) => one.name === name)?.cost ?? 0;

describe('the monthly cost', () => {
  it('covers only the alerts if there are no users', () => {
    const cost = costOf({ people: 0 });
    expect(cost.total).toBeCloseTo(assumptions.alertRules * prices.alerts.ruleMonth);
    expect(cost.lines.filter(({ cost: one }) => one > 0).map(({ name }) => name)).toEqual(['Alerts']);
  });

  it('includes every alert rule', () => {
    expect(read('infra/monitoring/alerts.bicep').match(/loadTextContent/g)).toHaveLength(
      assumptions.alertRules,
    );
  });

  it('is calculated per call at low volume, and for one instance during office hours at high volume', () => {
    // 100 people: 84,000 one-second calls on 2 GB; the first 100,000 GB-seconds are free.
    expect(line(costOf({ people: 100 }), 'Functions')).toBeCloseTo((168_000 - 100_000) * 0.000026);
    // 10,000 people: one instance for 21 days of 8 hours, and 8.4 million executions.
    const many = line(costOf({ people: 10_000 }), 'Functions');
    expect(many).toBeCloseTo((604_800 * 2 - 100_000) * 0.000026 + 8.15 * 0.4);
  });

  it('grows with the number of users and has no negative item', () => {
    const totals = [0, 1, 10, 100, 1_000, 10_000, 100_000].map((people) => costOf({ people }));
    for (const { lines } of totals) for (const { cost } of lines) expect(cost).toBeGreaterThanOrEqual(0);
    const sums = totals.map(({ total }) => total);
    expect(sums).toEqual(sums.toSorted((a, b) => a - b));
  });

  it('includes a private network, a domain and an always-ready instance', () => {
    const plain = costOf({ people: 0 }).total;
    expect(costOf({ people: 0, network: 'private' }).total - plain).toBeCloseTo(59.9, 1);
    expect(costOf({ people: 0, customDomain: true }).total - plain).toBe(35);
    expect(costOf({ people: 0, alwaysReady: 1 }).total - plain).toBeCloseTo(21.0, 1);
  });

  it('matches docs/deploy.md, which gives the date of the prices', () => {
    const page = read('docs/deploy.md');
    expect(page).toContain(costTable());
    expect(page).toContain(prices.date);
    expect(page).toMatch(/not verified against a bill/i);
  });
});
