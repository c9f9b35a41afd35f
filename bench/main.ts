import { measureCalls } from './calls.ts';
import { measureCold } from './cold.ts';
import { measureFaults } from './faults.ts';
import { measureFiles } from './files.ts';
import { measureSoak } from './soak.ts';

const questions = {
  calls: measureCalls,
  cold: measureCold,
  faults: measureFaults,
  files: measureFiles,
  soak: measureSoak,
};

/**
 * Answers one question: what a call costs, what a cold start costs, what holds while Graph fails, how files move, or
 * whether something grows in a long time; `detail` is what was asked along with it.
 */
export async function measure(question: keyof typeof questions, detail?: string): Promise<void> {
  await questions[question](detail);
}
