import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { queryProblems } from './kusto.js';
import { orderProblems } from './order.js';
import { parameterProblems } from './parameters.js';
import { policies } from './policies.js';
import { readPrediction } from './prediction.js';
import { stacks, subscriptionId, tenantId } from './stacks.js';

/** @typedef {NonNullable<Awaited<ReturnType<typeof import('./bicep.js').findBicep>>>} Bicep */

/**
 * Finds problems of the templates in a folder, one sentence each, in stages: the files themselves, the compiler's
 * diagnostics, and the policies for each stack. It stops after the first stage that finds something, because later
 * stages would report the same again. Without a compiler only the first stage runs.
 * @param {string} folder @param {Bicep | undefined} bicep
 */
export async function inspect(folder, bicep) {
  const written = [
    ...(await parameterProblems(folder)),
    ...(await orderProblems(folder)),
    ...(await kustoProblems(folder)),
  ];
  if (written.length > 0 || bicep === undefined) return written;
  const whole = await diagnosticsOf(bicep, folder, ['lint', 'main.bicep']);
  if (whole.length > 0) return whole;
  const predicted = await Promise.all(stacks.map((stack) => stackProblems(folder, bicep, stack)));
  if (predicted.flat().length > 0) return predicted.flat();
  return fileProblems(folder, bicep);
}

/** Lints every file separately, and builds if there is a compiler. @param {string} folder @param {Bicep} bicep */
async function fileProblems(folder, bicep) {
  const files = await bicepFiles(folder);
  const builds = bicep.compiles
    ? [
        ['build', 'main.bicep', '--stdout'],
        ...stacks.map(({ name }) => ['build-params', `stacks/${name}.bicepparam`, '--stdout']),
      ]
    : [];
  const commands = [
    ...files.filter((file) => file !== 'main.bicep').map((file) => ['lint', file]),
    ...builds,
  ];
  const problems = await Promise.all(commands.map((command) => diagnosticsOf(bicep, folder, command)));
  return problems.flat();
}

/** Any output is a problem: wrong Azure properties are only warnings. @param {Bicep} bicep @param {string} folder @param {readonly string[]} command */
async function diagnosticsOf(bicep, folder, command) {
  const { code, stderr } = await bicep.run(command, folder);
  if (code === 0 && stderr.trim() === '') return [];
  return [`bicep ${command.join(' ')}: ${stderr.trim() || `ended with code ${code}`}`];
}

/** @param {string} folder */
async function kustoProblems(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.kql'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text, index) => queryProblems(text).map((problem) => `${files[index]}: ${problem}`));
}

/** @param {string} folder */
async function bicepFiles(folder) {
  const files = await readdir(folder, { recursive: true });
  return files.filter((file) => /\.bicep(param)?$/.test(file)).toSorted();
}

/**
 * @param {string} folder @param {Bicep} bicep @param {import('./stacks.js').Stack} stack
 */
async function stackProblems(folder, bicep, stack) {
  const prediction = await predict(folder, bicep, stack);
  if (typeof prediction === 'string') return [prediction];
  return policies.flatMap((policy) =>
    policy(prediction, stack).map((problem) => `${stack.name}: ${problem}`),
  );
}

/**
 * Predicts the resources of a stack, or returns the compiler's error. Works in a copy, because Bicep writes the snapshot
 * next to the parameter file.
 * @param {string} folder @param {Bicep} bicep @param {import('./stacks.js').Stack} stack
 */
export async function predict(folder, bicep, stack) {
  const copy = await mkdtemp(join(tmpdir(), 'portico-infra-'));
  try {
    await cp(folder, copy, { recursive: true });
    const where = [
      '--subscription-id',
      subscriptionId,
      '--tenant-id',
      tenantId,
      '--location',
      stack.location,
    ];
    const file = join('stacks', `${stack.name}.bicepparam`);
    const { code, stderr } = await bicep.run(['snapshot', file, '--mode', 'overwrite', ...where], copy);
    if (code !== 0 || stderr.trim() !== '') return `bicep snapshot ${stack.name}: ${stderr.trim() || code}`;
    return readPrediction(
      JSON.parse(await readFile(join(copy, file.replace('.bicepparam', '.snapshot.json')), 'utf8')),
    );
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
