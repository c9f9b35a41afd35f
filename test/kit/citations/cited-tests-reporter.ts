import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import type { Reporter, TestModule, Vitest } from 'vitest/node';

import { citationsIn, fileOf, unproven } from './citations.ts';

type Options = {
  /** Paths relative to the repository root. The path `report` is also relative to the root. */
  readonly documents: readonly string[];
  /** A JSON file with the counts that `.ci/count.js` adds up. */
  readonly report?: string | undefined;
};

/**
 * Creates a vitest reporter that fails a full run if a test cited in `documents` did not run or did not pass. A
 * filtered run is not checked, nor are tests that belong to another vitest configuration.
 */
export function createCitedTestsReporter({ documents, report }: Options): Reporter {
  let vitest: Vitest;
  return {
    onInit: (instance) => {
      vitest = instance;
    },
    onTestRunEnd: async (modules, _errors, reason) => {
      const { root } = vitest.config;
      const files = (await vitest.globTestSpecifications()).map(({ moduleId }) => relative(root, moduleId));
      if (reason === 'interrupted' || hasFilter(vitest) || modules.length < files.length) return;

      const citations = documents
        .flatMap((document) => citationsIn(readFileSync(join(root, document), 'utf8')))
        .filter((citation) => files.includes(fileOf(citation)));
      const failures = unproven(
        citations,
        modules.flatMap((module) => outcomesOf(module, root)),
      );
      print(vitest, citations.length, failures);
      if (failures.length > 0) process.exitCode = 1;
      if (report !== undefined) writeReport(join(root, report), failures.length);
    },
  };
}

/**
 * Returns whether the run has a filter, such as a title pattern, that the comparison of file counts does not detect.
 */
function hasFilter({ config }: Vitest): boolean {
  const filters = [config.project, config.cliExclude, config.tagsFilter].flatMap((filter) => filter ?? []);
  return filters.length > 0 || config.testNamePattern !== undefined;
}

function outcomesOf(module: TestModule, root: string) {
  const file = relative(root, module.moduleId);
  return [...module.children.allTests()].map((test) => ({
    file,
    title: test.name,
    state: test.result().state,
  }));
}

function print(vitest: Vitest, cited: number, failures: readonly string[]): void {
  if (failures.length === 0) return vitest.logger.log(`\n All ${cited} tests cited in docs/ ran and passed.`);
  vitest.logger.error(
    [`\n ${failures.length} of ${cited} tests cited in docs/ did not run and pass:`, ...failures].join(
      '\n   ',
    ),
  );
}

function writeReport(file: string, failures: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const counts = {
    numPassedTests: failures === 0 ? 1 : 0,
    numFailedTests: failures,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  writeFileSync(file, JSON.stringify(counts));
}
