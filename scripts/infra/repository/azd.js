import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { compare, matcher } from '../compare.js';
import { readText, readYaml } from './read.js';

/** Values that azd prompts for or that a hook sets. */
const notFromPipeline = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'VAULT_CREATE_MODE', 'CONTAINER_DOMAINS'];

/** The points at which azd runs hooks. */
const moments = /^(pre|post)(up|down|provision|deploy|package|restore|infracreate|infradelete)$/;

/**
 * Compares the complete azure.yaml with the hooks, the parameters and the build.
 * @param {string} root @param {import('../code.js').Code} code
 */
export async function azdProblems(root, code) {
  const { value, problems } = await readYaml(root, 'azure.yaml');
  if (problems.length > 0) return problems;
  const variables = await pipelineVariables(root);
  return compare(
    value,
    {
      name: 'portico',
      metadata: { template: `portico@${code.version}` },
      // azd supports JavaScript hooks from this version on.
      requiredVersions: { azd: '>= 1.31.0' },
      infra: { provider: 'bicep', path: 'infra', module: 'main' },
      services: {
        portico: {
          project: '.',
          host: 'function',
          language: 'ts',
          // build.js fills this folder. Nothing is built on Azure.
          dist: 'dist/azure',
          remoteBuild: false,
        },
      },
      hooks: await hooksOf(root),
      pipeline: {
        provider: 'github',
        variables: matcher(
          'the variables of main.parameters.json and ENTRA_MANAGE',
          (found) => Array.isArray(found) && sorted(found.map(String)) === sorted(variables),
        ),
      },
    },
    'azure.yaml',
  );
}

/**
 * Every entry point in scripts/azd is a hook. azd discards the output of a hook that is not interactive.
 * @param {string} root
 */
async function hooksOf(root) {
  const files = await readdir(join(root, 'scripts/azd'));
  const programs = [];
  for (const file of files.filter((one) => one.endsWith('.js'))) {
    const text = await readText(root, `scripts/azd/${file}`);
    const name = file.replace('.js', '');
    if (moments.test(name) && text.includes('isMain(import.meta.url)')) programs.push(name);
  }
  return Object.fromEntries(
    programs.map((name) => [name, { run: `scripts/azd/${name}.js`, interactive: true }]),
  );
}

/** @param {string} root */
export async function pipelineVariables(root) {
  const text = await readText(root, 'infra/main.parameters.json');
  const names = [...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1] ?? '');
  return [...names.filter((name) => !notFromPipeline.includes(name)), 'ENTRA_MANAGE'];
}

/** @param {readonly string[]} names */
function sorted(names) {
  return names.toSorted((a, b) => a.localeCompare(b)).join();
}
