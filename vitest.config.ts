import { availableParallelism } from 'node:os';

import { defineConfig } from 'vitest/config';

import { createCitedTestsReporter } from './test/kit/citations/cited-tests-reporter.ts';

const isCi = Boolean(process.env['CI']);
const unitReport = ['json', { outputFile: 'tmp/reports/unit.json' }] as const;
const citedTests = createCitedTestsReporter({
  documents: ['docs/security.md', 'docs/client-habits.md', 'docs/traps.md'],
  report: isCi ? 'tmp/reports/cited-tests.json' : undefined,
});

/** `unit` runs the sources as they are; `built` needs `dist/`, which its setup builds if it is out of date. */
export default defineConfig({
  test: {
    pool: 'threads',
    // By default, vitest leaves one core free, which halves the speed on a machine with two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    isolate: false,
    // Keeps transformed modules between runs. Their keys contain the content, so a changed file is transformed again.
    experimental: { fsModuleCache: true },
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: isCi ? ['default', [...unitReport], citedTests] : ['default', citedTests],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/built/**', 'test/interop/**', '**/node_modules/**'],
          globalSetup: 'test/kit/temporary-folder.ts',
        },
      },
      {
        extends: true,
        test: { name: 'built', include: ['test/built/**/*.test.ts'], globalSetup: 'test/kit/build.ts' },
      },
    ],
  },
});
