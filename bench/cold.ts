import { existsSync } from 'node:fs';

import { startStandIns } from '../src/standins/start.ts';
import { budgets } from './budgets.ts';
import { against, keep, printTable } from './figures/report.ts';
import { buildIn, firstList, measureImport, measureStart } from './figures/start-time.ts';
import { summariseEach, type Spread } from './figures/statistics.ts';

const ROUNDS = 7;

type Runtime = { readonly name: string; readonly binary: string };
type Start = { readonly listMs: Spread; readonly cpuMs: Spread; readonly memoryMb: Spread };
type Import = { readonly wallMs: Spread; readonly cpuMs: Spread };

/**
 * Measures the time from process start to the first tools/list, and the time that the import of the Functions bundle
 * takes.
 */
export async function measureCold(): Promise<void> {
  const runtimes = nodes();
  const standIns = await startStandIns();
  try {
    const first = await firstList(standIns);
    const build = buildIn();
    const results = [];
    for (const { name, binary } of runtimes) {
      const start = summariseEach(await rounds(() => measureStart(build, first, binary)));
      const bundle = summariseEach(await rounds(() => measureImport(build, binary)));
      results.push({ runtime: name, start, bundle });
      process.stdout.write(`${name} done\n`);
    }
    printResults(results);
  } finally {
    await standIns.close();
  }
}

/** Returns the current version of Node and, if it could be installed, Node 22, the version on Azure. */
function nodes(): Runtime[] {
  const node22 = 'bench/node_modules/node22/bin/node';
  return [
    { name: `Node ${process.versions.node}`, binary: process.execPath },
    ...(existsSync(node22) ? [{ name: 'Node 22', binary: node22 }] : []),
  ];
}

/** Runs `measure` once to fill the file cache, then returns the results of ROUNDS more runs. */
async function rounds<Figures>(measure: () => Promise<Figures>): Promise<Figures[]> {
  await measure();
  const figures: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) figures.push(await measure());
  return figures;
}

function printResults(results: readonly { runtime: string; start: Start; bundle: Import }[]): void {
  const line = (what: string, { median, spreadPercent }: Spread, budget?: number) => [
    what,
    median,
    `±${Math.round(spreadPercent / 2)} %`,
    budget === undefined ? '' : against(budget, median),
  ];
  for (const { runtime, start, bundle } of results) {
    printTable(
      [runtime, 'median', 'spread', 'budget'],
      [
        line('process start to first tools/list, ms', start.listMs, budgets.startToListMs),
        line('CPU until then, ms', start.cpuMs),
        line('memory then, MB', start.memoryMb, budgets.idleMb),
        line('import of the Functions bundle, CPU ms', bundle.cpuMs, budgets.importCpuMs),
        line('import of the Functions bundle, wall ms', bundle.wallMs),
      ],
    );
  }
  keep('cold', { budgets, results });
}
