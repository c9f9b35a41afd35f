import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const vitest = join(import.meta.dirname, '../../../node_modules/vitest/vitest.mjs');
const reporter = join(import.meta.dirname, 'cited-tests-reporter.ts');

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'portico-cited-'));
});
afterEach(() => rmSync(project, { recursive: true }));

const files = {
  'vitest.config.mts': `
    import { createCitedTestsReporter } from ${JSON.stringify(reporter)};
    const cited = createCitedTestsReporter({ documents: ['docs/page.md'], report: 'tmp/cited.json' });
    const project = (name) => ({ extends: true, test: { name, include: ['test/' + name + '.test.ts'] } });
    const projects = [project('one'), project('two')];
    export default { test: { globals: true, projects, reporters: ['default', cited] } };`,
  'docs/page.md': [
    '- refused: `one`: refuses %s',
    '- accepted: `two`: accepts the honest case',
    '- refused: `elsewhere/three`: belongs to another configuration',
  ].join('\n'),
  'test/one.test.ts': `it.each(['a', 'b'])('refuses %s', () => {});`,
  'test/two.test.ts': `it('accepts the honest case', () => {});`,
};

/** Runs vitest on a separate project. `changes` replaces some of the project's files. */
function run(changes: Partial<Record<keyof typeof files, string>>, ...args: string[]) {
  for (const [name, text] of Object.entries({ ...files, ...changes })) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const env = { ...process.env, NO_COLOR: '1', VITEST: '', NODE_OPTIONS: '' };
  return spawnSync(process.execPath, [vitest, 'run', ...args], { cwd: project, env, encoding: 'utf8' });
}

const report = () => JSON.parse(readFileSync(join(project, 'tmp/cited.json'), 'utf8')) as unknown;

describe('a full run', () => {
  it('succeeds when every cited test of its configuration passed', () => {
    const { status, stdout } = run({});
    expect(stdout).toContain('All 2 tests cited in docs/ ran and passed.');
    expect(status).toBe(0);
    expect(report()).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
  });

  it('fails when a cited test was skipped, even if no test failed', () => {
    const { status, stderr } = run({ 'test/two.test.ts': `it.skip('accepts the honest case', () => {});` });
    expect(stderr).toContain('1 of 2 tests cited in docs/ did not run and pass:');
    expect(stderr).toContain('test/two.test.ts: "accepts the honest case" (skipped)');
    expect(status).toBe(1);
    expect(report()).toMatchObject({ numPassedTests: 0, numFailedTests: 1 });
  });
});

describe('a filtered run', () => {
  it.each([
    ['by file', ['test/one.test.ts']],
    ['by title', ['-t', 'refuses']],
    ['by project', ['--project', 'one']],
  ])('is not checked: %s', (_, args) => {
    const { status, stdout, stderr } = run({}, ...args);
    expect(stdout + stderr).not.toContain('cited in docs/');
    expect(status).toBe(0);
  });
});
