import { defineConfig } from 'vitest/config';

const report = ['json', { outputFile: 'tmp/reports/unit.json' }] as const;

/** `unit` runs the sources as they are; `built` needs `dist/`, which its setup builds where it is out of date. */
export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: process.env['CI'] ? ['default', [...report]] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/built/**', 'test/interop/**', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: { name: 'built', include: ['test/built/**/*.test.ts'], globalSetup: 'test/kit/build.ts' },
      },
    ],
  },
});
