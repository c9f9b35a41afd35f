import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readCode } from './code.js';
import { fileProblems } from './files.js';
import { policies } from './policies.js';
import { readPrediction } from './prediction.js';
import { defaultsFile, readStack, stackNames, subscriptionId, tenantId } from './stacks.js';

/** @typedef {NonNullable<Awaited<ReturnType<typeof import('./bicep.js').findBicep>>>} Bicep */

/**
 * Finds problems in the deployment files of a repository, and returns one sentence for each. There are three stages:
 * the files themselves, the compiler's diagnostics, and the policies for each stack. The function stops after the first
 * stage that finds a problem, because later stages would report the same problems again. Without a compiler only the
 * first stage runs.
 * @param {string} root the folder with infra/, host.json, azure.yaml and so on @param {Bicep | undefined} bicep
 */
export async function inspect(root, bicep) {
  const code = await readCode(root);
  const written = await fileProblems(root, code);
  if (written.length > 0 || bicep === undefined) return written;
  return templateProblems(root, bicep, stackNames, true);
}

/**
 * The stages that need the compiler. They read only infra/.
 * @param {string} root @param {Bicep} bicep @param {readonly string[]} names of stacks
 * @param {boolean} [isComplete] whether all stacks are predicted at once; otherwise one after the other, until one has
 *   problems
 */
export async function templateProblems(root, bicep, names, isComplete = false) {
  const folder = await mkdtemp(join(tmpdir(), 'portico-infra-'));
  try {
    // Bicep writes snapshots next to the parameter files.
    await cp(join(root, 'infra'), folder, { recursive: true });
    await writeFile(join(folder, 'stacks', 'defaults.bicepparam'), await defaultsFile(folder));
    const whole = await diagnosticsOf(bicep, folder, ['lint', 'main.bicep']);
    if (whole.length > 0) return whole;
    const code = await readCode(root);
    const groups = isComplete ? [names] : names.map((name) => [name]);
    for (const group of groups) {
      const problems = await Promise.all(group.map((name) => stackProblems(folder, bicep, name, code)));
      if (problems.flat().length > 0) return problems.flat();
    }
    return [...(await placeholderProblems(folder, bicep)), ...(await lintProblems(folder, bicep))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lints every file separately, and builds if there is a compiler. @param {string} folder @param {Bicep} bicep */
async function lintProblems(folder, bicep) {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => /\.bicep(param)?$/.test(file) && file !== 'main.bicep')
    .toSorted();
  const builds = bicep.compiles
    ? [
        ['build', 'main.bicep', '--stdout'],
        ...stackNames.map((name) => ['build-params', `stacks/${name}.bicepparam`, '--stdout']),
      ]
    : [];
  const commands = [...files.map((file) => ['lint', file]), ...builds];
  const problems = await Promise.all(commands.map((command) => diagnosticsOf(bicep, folder, command)));
  return problems.flat();
}

/** Treats any output as a problem, because Bicep reports wrong Azure properties only as warnings. @param {Bicep} bicep @param {string} folder @param {readonly string[]} command */
async function diagnosticsOf(bicep, folder, command) {
  const { code, stderr } = await bicep.run(command, folder);
  if (code === 0 && stderr.trim() === '') return [];
  return [`bicep ${command.join(' ')}: ${stderr.trim() || `ended with code ${code}`}`];
}

/** @param {string} folder @param {Bicep} bicep @param {string} name @param {import('./code.js').Code} code */
async function stackProblems(folder, bicep, name, code) {
  const stack = await readStack(folder, name);
  const prediction = await predict(folder, bicep, stack);
  if (typeof prediction === 'string') return [prediction];
  return policies.flatMap((policy) =>
    policy(prediction, stack, code).map((problem) => `${name}: ${problem}`),
  );
}

/**
 * Returns the predicted resources of a stack, or the compiler's error.
 * @param {string} folder @param {Bicep} bicep @param {Pick<import('./stacks.js').Stack, 'name' | 'location'>} stack
 */
async function predict(folder, bicep, { name, location }) {
  const where = ['--subscription-id', subscriptionId, '--tenant-id', tenantId, '--location', location];
  const file = join('stacks', `${name}.bicepparam`);
  const { code, stderr } = await bicep.run(['snapshot', file, '--mode', 'overwrite', ...where], folder);
  if (code !== 0 || stderr.trim() !== '') return `bicep snapshot ${name}: ${stderr.trim() || code}`;
  const text = await readFile(join(folder, file.replace('.bicepparam', '.snapshot.json')), 'utf8');
  return readPrediction(JSON.parse(text));
}

/**
 * Checks that a deployment fails with an explanation if the values that the hook chooses are missing.
 * @param {string} folder @param {Bicep} bicep
 */
async function placeholderProblems(folder, bicep) {
  const stack = await readStack(folder, 'defaults');
  const placeholders = { suffix: 'unset', entraClientId: '00000000-0000-0000-0000-000000000000' };
  const file = await defaultsFile(folder);
  const answers = await Promise.all(
    Object.entries(placeholders).map(async ([name, value]) => {
      const text = file.replace(new RegExp(`^param ${name} = .*$`, 'm'), `param ${name} = '${value}'`);
      await writeFile(join(folder, 'stacks', `without-${name}.bicepparam`), text);
      const prediction = await predict(folder, bicep, { name: `without-${name}`, location: stack.location });
      await rm(join(folder, 'stacks', `without-${name}.bicepparam`));
      return typeof prediction === 'string' && /preprovision hook has not run/.test(prediction)
        ? []
        : [`main.bicep must reject the placeholder for ${name} with an explanation.`];
    }),
  );
  return answers.flat();
}
