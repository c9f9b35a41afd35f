/** The budgets that the project has set itself; a figure above one is printed as such. */
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
