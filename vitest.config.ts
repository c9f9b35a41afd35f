import { defineConfig } from 'vitest/config';

const report = ['json', { outputFile: 'tmp/reports/unit.json' }] as const;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**', '**/node_modules/**'],
    globalSetup: 'test/support/build.ts',
    pool: 'threads',
    isolate: false,
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: process.env['CI'] ? ['default', [...report]] : ['default'],
  },
});
