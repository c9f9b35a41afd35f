import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { compare, matcher } from '../compare.js';
import { pipelineVariables } from './azd.js';
import { readText, readYaml } from './read.js';
import { release } from './release-workflow.js';
import { dependabot, supplyChain } from './supply-chain.js';
import { actions, checkout, onChanges, onMain, readOnly, run, runner, setupNode } from './workflow-steps.js';

const folder = '.github/workflows';

/**
 * Compares the complete workflows and Dependabot's configuration with the expected ones: triggers, permissions,
 * conditions and steps.
 * @param {string} root
 */
export async function workflowProblems(root) {
  const wanted = {
    'check.yml': check,
    'infra.yml': infra,
    'azure-dev.yml': await azureDev(root),
    'release.yml': release,
    'supply-chain.yml': supplyChain,
  };
  const problems = await Promise.all(
    Object.entries(wanted).map(async ([file, workflow]) => {
      const found = await readYaml(root, `${folder}/${file}`);
      const value = { ...found.value, on: withoutNull(found.value?.on) };
      return [...found.problems, ...compare(value, workflow, file)];
    }),
  );
  const updates = await readYaml(root, '.github/dependabot.yml');
  return [
    ...problems.flat(),
    ...updates.problems,
    ...compare(updates.value, dependabot, 'dependabot.yml'),
    ...(await otherWorkflows(root, Object.keys(wanted))),
  ];
}

/** In YAML, a trigger without conditions has no value. @param {unknown} triggers */
function withoutNull(triggers) {
  if (typeof triggers !== 'object' || triggers === null) return triggers;
  return Object.fromEntries(Object.entries(triggers).map(([name, value]) => [name, value ?? 'any']));
}

const check = {
  name: 'check',
  on: onChanges,
  permissions: readOnly,
  jobs: {
    check: {
      'runs-on': runner,
      'timeout-minutes': 30,
      // The oldest Node version that package.json allows, the version on Azure, and the newest version.
      strategy: { 'fail-fast': false, matrix: { node: [20, 22, 24] } },
      steps: [checkout, setupNode('${{ matrix.node }}'), run('.ci/run')],
    },
  },
};

/**
 * Zips the build and unpacks it in an empty folder, so that the host cannot read files from the repository by accident.
 */
const packAndUnpack = [
  '(cd dist/azure && zip -qr "$RUNNER_TEMP/portico.zip" .)',
  'mkdir "$RUNNER_TEMP/app"',
  'unzip -q "$RUNNER_TEMP/portico.zip" -d "$RUNNER_TEMP/app"',
  '',
].join('\n');

/** Starts the stand-ins in the background. Each wait has a time limit. */
const startStandIns = [
  'npx --yes azurite@3.35.0 --silent --location "$RUNNER_TEMP/azurite" &',
  'node dist/node/standins.js > "$RUNNER_TEMP/standins.env" &',
  `timeout 60 sh -c "until grep -q GRAPH_URL '$RUNNER_TEMP/standins.env'; do sleep 1; done"`,
  'node scripts/local-settings.js "$RUNNER_TEMP/standins.env" > "$RUNNER_TEMP/app/local.settings.json"',
  '',
].join('\n');

const startHost = [
  'func start --port 7071 > "$RUNNER_TEMP/host.log" 2>&1 &',
  `timeout 180 sh -c 'until curl -fs http://localhost:7071/readyz; do sleep 2; done'`,
  '',
].join('\n');

const infra = {
  name: 'infra',
  on: onChanges,
  permissions: readOnly,
  jobs: {
    bicep: {
      'runs-on': runner,
      'timeout-minutes': 20,
      steps: [
        checkout,
        setupNode(22),
        run('npm ci'),
        {
          name: /./,
          run: 'az bicep install\necho "BICEP=$HOME/.azure/bin/bicep" >> "$GITHUB_ENV"\n',
        },
        run('npm run check:infra'),
        run('npm run check:infra -- --faults'),
        run('npx vitest run --project unit test/infra'),
      ],
    },
    host: {
      'runs-on': runner,
      'timeout-minutes': 20,
      steps: [
        checkout,
        setupNode(22),
        run('npm ci'),
        run('npm run build'),
        { name: /./, run: 'npm install --global azure-functions-core-tools@4 --unsafe-perm true' },
        { name: /./, run: packAndUnpack },
        { name: /./, run: startStandIns },
        { name: /./, 'working-directory': '${{ runner.temp }}/app', run: startHost },
        run('node dist/node/tour.js http://localhost:7071'),
        { if: 'failure()', run: 'cat "$RUNNER_TEMP/host.log"' },
      ],
    },
  },
};

/** @param {string} root */
async function azureDev(root) {
  const variables = [
    'AZURE_CLIENT_ID',
    'AZURE_TENANT_ID',
    'AZURE_SUBSCRIPTION_ID',
    'AZURE_ENV_NAME',
    'AZURE_LOCATION',
    ...(await pipelineVariables(root)),
  ];
  const clouds = JSON.parse((await readText(root, 'infra/clouds.json')) || '{}');
  return {
    name: 'azure-dev',
    // Does not run for pull requests, because their code would have access to the identity.
    on: { workflow_dispatch: 'any', ...onMain },
    permissions: readOnly,
    // One deployment at a time.
    concurrency: 'azure-dev',
    jobs: {
      build: {
        if: "vars.AZURE_CLIENT_ID != '' && github.ref == 'refs/heads/main'",
        'runs-on': runner,
        'timeout-minutes': 40,
        steps: [
          checkout,
          setupNode(22),
          run('npm ci'),
          run('npm run check'),
          run('npm run build'),
          { name: /./, run: '(cd dist/azure && zip -qr "$RUNNER_TEMP/portico.zip" .)' },
          {
            uses: actions.upload,
            with: {
              name: 'release',
              path: '${{ runner.temp }}/portico.zip',
              'if-no-files-found': 'error',
              'retention-days': 7,
            },
          },
        ],
      },
      deploy: {
        needs: 'build',
        'runs-on': runner,
        // Role propagation and readiness together can take 20 minutes.
        'timeout-minutes': 60,
        // The environment's protection rules decide who can deploy.
        environment: 'production',
        // Only this job gets tokens for Azure, and it installs no npm packages.
        permissions: { ...readOnly, 'id-token': 'write' },
        env: Object.fromEntries(variables.map((name) => [name, `\${{ vars.${name} }}`])),
        steps: [
          checkout,
          { uses: actions.node, with: { 'node-version': 22 } },
          { uses: actions.azd },
          { uses: actions.download, with: { name: 'release' } },
          {
            name: /./,
            run: 'azd config set cloud.name "$AZD_CLOUD"',
            env: { AZD_CLOUD: cloudOf(clouds) },
          },
          {
            name: /./,
            run: 'azd auth login --client-id "$AZURE_CLIENT_ID" --federated-credential-provider github --tenant-id "$AZURE_TENANT_ID"\n',
          },
          { name: 'Provision', run: 'azd provision --no-prompt' },
          {
            name: 'Deploy',
            if: "vars.HOSTING != 'containerApps'",
            run: 'azd deploy portico --from-package portico.zip --no-prompt',
          },
        ],
      },
    },
  };
}

/**
 * The expression for azd's name of the cloud that the variable CLOUD selects. By default, azd signs in to the public
 * cloud.
 * @param {Record<string, { azure: string }>} clouds infra/clouds.json
 */
function cloudOf({ public: common, ...others }) {
  const choices = Object.entries(others).map(([name, { azure }]) => `vars.CLOUD == '${name}' && '${azure}'`);
  return `\${{ ${[...choices, `'${common?.azure}'`].join(' || ')} }}`;
}

/**
 * Checks all other workflows: pinned actions, no write permission for all jobs, and no secrets for code that comes from
 * outside the repository.
 * @param {string} root @param {readonly string[]} known
 */
async function otherWorkflows(root, known) {
  const files = (await readdir(join(root, folder))).filter(
    (file) => /\.ya?ml$/.test(file) && !known.includes(file),
  );
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readText(root, `${folder}/${file}`);
      const { value, problems } = await readYaml(root, `${folder}/${file}`);
      const loose = [...text.matchAll(/uses: (\S+)/g)].filter(
        ([, used]) => !/@[0-9a-f]{40}$|^\.\//.test(used ?? ''),
      );
      return [
        ...problems,
        ...loose.map(([, used]) => `${file}: ${used} must be pinned by commit.`),
        ...(text.includes('pull_request_target')
          ? [`${file}: pull_request_target gives secrets to strangers.`]
          : []),
        ...compare(value?.permissions, matcher('read only for all jobs', isReadOnly), `${file}: permissions`),
      ];
    }),
  );
  return found.flat();
}

/** @param {unknown} permissions */
function isReadOnly(permissions) {
  if (typeof permissions === 'string') return permissions === 'read-all';
  return (
    typeof permissions === 'object' &&
    permissions !== null &&
    Object.values(permissions).every((one) => one === 'read' || one === 'none')
  );
}
