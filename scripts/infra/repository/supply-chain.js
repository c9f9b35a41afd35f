import { checkout, onChanges, readOnly, run, runner, actions } from './workflow-steps.js';

/** The workflow that checks the dependencies. */
export const supplyChain = {
  name: 'supply-chain',
  // Also runs every week, because new vulnerabilities are found in unchanged dependencies.
  on: { ...onChanges, schedule: [{ cron: /^\d+ \d+ \* \* 1$/ }] },
  // Each job declares its own permissions.
  permissions: {},
  jobs: {
    dependencies: {
      // The review compares the pull request with its base.
      if: "github.event_name == 'pull_request'",
      'runs-on': runner,
      'timeout-minutes': 10,
      permissions: readOnly,
      steps: [
        checkout,
        {
          uses: 'actions/dependency-review-action@a1d282b36b6f3519aa1f3fc636f609c47dddb294',
          with: { 'fail-on-severity': 'moderate' },
        },
      ],
    },
    audit: {
      'runs-on': runner,
      'timeout-minutes': 10,
      permissions: readOnly,
      steps: [
        checkout,
        { uses: actions.node, with: { 'node-version': 22 } },
        // Audits only the production dependencies, as they are in the lock file, so that nothing has to be installed.
        run('npm audit --omit=dev --package-lock-only'),
      ],
    },
    scorecard: {
      // The result describes the default branch, so pull requests are excluded.
      if: "github.event_name != 'pull_request'",
      'runs-on': runner,
      'timeout-minutes': 15,
      // With `id-token`, the public service that shows the results can verify that they come from this repository.
      permissions: { ...readOnly, actions: 'read', 'security-events': 'write', 'id-token': 'write' },
      steps: [
        checkout,
        {
          uses: 'ossf/scorecard-action@62b2cac7ed8198b15735ed49ab1e5cf35480ba46',
          with: { results_file: 'scorecard.sarif', results_format: 'sarif', publish_results: true },
        },
        {
          uses: 'github/codeql-action/upload-sarif@45cbd0c69e560cd9e7cd7f8c32362050c9b7ded2',
          with: { sarif_file: 'scorecard.sarif' },
        },
      ],
    },
  },
};

const weekly = { interval: 'weekly' };

/** Updates for all pinned dependencies: packages, actions and base images. */
export const dependabot = {
  version: 2,
  updates: [
    {
      'package-ecosystem': 'npm',
      // The folders of both lock files.
      directories: ['/', '/test/interop'],
      schedule: weekly,
      groups: {
        // Major versions of development tools change the tools' rules, so each major version gets its own pull request.
        development: { 'dependency-type': 'development', 'update-types': ['minor', 'patch'] },
        // These packages depend on each other.
        azure: { patterns: ['@azure/*', 'applicationinsights'] },
      },
    },
    {
      'package-ecosystem': 'github-actions',
      directory: '/',
      schedule: weekly,
      groups: { actions: { patterns: ['*'] } },
    },
    { 'package-ecosystem': 'docker', directory: '/', schedule: weekly },
  ],
};
