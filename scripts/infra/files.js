import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { alertProblems } from './alert-sentence.js';
import { chartProblems } from './kusto/charts.js';
import { declarationProblems } from './declared.js';
import { measureProblems } from './kusto/measures.js';
import { queryProblems } from './kusto.js';
import { moduleProblems } from './modules.js';
import { orderProblems } from './order.js';
import { parameterProblems } from './parameters.js';
import { azdProblems } from './repository/azd.js';
import { cloudProblems } from './repository/clouds.js';
import { composeProblems } from './repository/compose.js';
import { entraAppProblems } from './repository/entra-app.js';
import { hostProblems } from './repository/host.js';
import { imageProblems } from './repository/image.js';
import { kubernetesProblems } from './repository/kubernetes.js';
import { workflowProblems } from './repository/workflows.js';

/**
 * Finds the problems that can be detected without the compiler. Returns one sentence for each.
 * @param {string} root the repository @param {import('./code.js').Code} code
 */
export async function fileProblems(root, code) {
  const infra = join(root, 'infra');
  const problems = await Promise.all([
    parameterProblems(infra),
    orderProblems(infra),
    declarationProblems(infra, code),
    moduleProblems(infra, code),
    kustoProblems(infra),
    alertFileProblems(infra, code),
    hostProblems(root, code),
    azdProblems(root, code),
    workflowProblems(root),
    imageProblems(root, code),
    kubernetesProblems(root, code),
    composeProblems(root, code),
    entraAppProblems(root),
  ]);
  return [...cloudProblems(code), ...problems.flat()];
}

/** @param {string} folder */
async function kustoProblems(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.kql'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.flatMap((text, index) =>
    [...queryProblems(text), ...measureProblems(text.trim())].map((problem) => `${files[index]}: ${problem}`),
  );
}

/**
 * Each query must belong to exactly one alert and match that alert's description.
 * @param {string} folder @param {import('./code.js').Code} code
 */
async function alertFileProblems(folder, { alerts, charts }) {
  const text = await readFile(join(folder, 'monitoring/alerts.bicep'), 'utf8');
  const rules = [
    ...text.matchAll(
      /name: '([\w-]+)'\n[^}]*?about: '([^']*)'\n +query: loadTextContent\('alerts\/([\w-]+)\.kql'\)/g,
    ),
  ];
  const window = /windowSize: '(\w+)'/.exec(text)?.[1] ?? '';
  const names = rules.map(([, name]) => name).toSorted();
  return [
    ...(names.join() === Object.keys(alerts).join()
      ? []
      : ['monitoring/alerts.bicep: each query must have exactly one alert with its name.']),
    ...rules.flatMap(([, name = '', about = '', file = '']) => [
      ...(name === file ? [] : [`monitoring/alerts.bicep: ${name} has the query of ${file}.`]),
      ...alertProblems(alerts[file] ?? '', about, window).map(
        (problem) => `monitoring/alerts/${file}.kql: ${problem}`,
      ),
    ]),
    ...chartProblems(charts),
  ];
}
