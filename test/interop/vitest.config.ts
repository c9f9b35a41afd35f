import { defineConfig } from 'vitest/config';

import { createCitedTestsReporter } from '../kit/citations/cited-tests-reporter.ts';

const citedTests = createCitedTestsReporter({ documents: ['docs/security.md', 'docs/client-habits.md'] });

export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'threads',
    isolate: false,
    // Each test file starts servers and programs; running several files in parallel would overload two cores.
    fileParallelism: false,
    sequence: { shuffle: true },
    // The concurrent tests of a file form one scenario.
    maxConcurrency: 20,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'tmp/reports/interop.json' }], citedTests],
  },
});
