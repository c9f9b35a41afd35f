// Adds up the test reports and prints `N passed, N failed`. Exits 1 if anything failed or no test ran.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'tmp/reports';
const stepFailed = process.argv[2] !== '0';
let passed = 0;
let failed = 0;

for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  process.stdout.write(
    `${name}: ${report.numPassedTests} passed, ${report.numFailedTests} failed, ${skipped} skipped\n`,
  );
}

// A failed step without a failed test (lint, types, install, crash) counts as a failure.
if (failed === 0 && (stepFailed || passed === 0)) failed = 1;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
