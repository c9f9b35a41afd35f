import { measureCalls } from './calls.ts';
import { measureCold } from './cold.ts';
import { measureFaults } from './faults.ts';

/** Answers one question: what a call costs, what a cold start costs, or what holds while Graph fails. */
export async function measure(question: 'calls' | 'cold' | 'faults'): Promise<void> {
  await { calls: measureCalls, cold: measureCold, faults: measureFaults }[question]();
}
