import { measureBodies } from './bodies.ts';
import { measureCalls } from './calls.ts';
import { measureCold } from './cold.ts';
import { measureComparison } from './compare.ts';
import { measureDocuments } from './documents.ts';
import { measureFaults } from './faults.ts';
import { measureFiles } from './files.ts';
import { measureSearch } from './search.ts';
import { measureSoak } from './soak.ts';
import { measureTasks } from './tasks.ts';

const benchmarks = {
  bodies: measureBodies,
  calls: measureCalls,
  cold: measureCold,
  compare: measureComparison,
  documents: measureDocuments,
  faults: measureFaults,
  files: measureFiles,
  search: measureSearch,
  soak: measureSoak,
  tasks: measureTasks,
};

/** Runs one benchmark. `detail` is its argument on the command line, such as the number of minutes for `soak`. */
export async function measure(benchmark: keyof typeof benchmarks, detail?: string): Promise<void> {
  await benchmarks[benchmark](detail);
}
