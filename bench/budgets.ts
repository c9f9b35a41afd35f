/** Figures over these budgets are marked in the output. */
export const budgets = {
  pingCpuMs: 0.5,
  listCpuMs: 0.7,
  callCpuMs: 1,
  callRatio: 2.5,
  idleMb: 100,
  peakMb: 200,
  startToListMs: 350,
  importCpuMs: 170,
} as const;
