import { measureCalls } from './calls.ts';
import { measureCold } from './cold.ts';
import { measureFaults } from './faults.ts';
import { measureFiles } from './files.ts';

/** Answers one question: what a call costs, what a cold start costs, what holds while Graph fails, or how files move. */
export async function measure(question: 'calls' | 'cold' | 'faults' | 'files'): Promise<void> {
  await { calls: measureCalls, cold: measureCold, faults: measureFaults, files: measureFiles }[question]();
}
