// Prints the cost table in docs/deploy.md: `node scripts/cost/table.js`.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { monthlyCost } from './cost.js';

const stacks = [
  { title: 'with the defaults', stack: {} },
  { title: 'with one always-ready instance', stack: { alwaysReady: 1 } },
  { title: 'with a private network', stack: { network: 'private' } },
  { title: 'with a custom domain', stack: { customDomain: true } },
];
const sizes = [0, 100, 10_000];

/** Returns a Markdown table of the monthly cost by stack and number of people. */
export function costTable() {
  const prices = JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8'));
  const rows = stacks.map(({ title, stack }) => {
    const costs = sizes.map((people) => monthlyCost({ people, ...stack }, prices).total);
    return `| ${title} | ${costs.map((cost) => `$${Math.round(cost)}`).join(' | ')} |`;
  });
  const people = sizes.map((size) => `${size.toLocaleString('en-US')} people`);
  return [`| per month | ${people.join(' | ')} |`, '|---|---|---|---|', ...rows].join('\n');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${costTable()}\n`);
}
