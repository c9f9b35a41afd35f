import { measureCalls } from './calls.ts';
import { measureCold } from './cold.ts';

/** Answers one question: what a call costs, or what a cold start costs. */
export async function measure(question: 'calls' | 'cold'): Promise<void> {
  await { calls: measureCalls, cold: measureCold }[question]();
}
